#include "marketplace-server/store/sqlite/sqlite_text_index.hpp"

#include <sqlite3.h>

#include "marketplace-server/store/text_rank.hpp"

namespace haat::server {
namespace {

std::string fts_string(std::string_view word) {
  std::string text = "\"";
  for (const char c : word) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

// Every word has to be there, as it is or as the beginning of a longer one: FTS5 strings, so that
// nothing in them is syntax. The pairs are what text_rank() expects.
std::string match_expression(const std::vector<std::string>& words) {
  std::string expression;
  for (const std::string& word : words)
    expression += (expression.empty() ? "(" : " AND (") + fts_string(word) + " OR " +
                  fts_string(word) + (counts_as_beginning(word) ? "*)" : ")");
  return expression;
}

void text_rank(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* context, int,
               sqlite3_value**) {
  TextRank rank;
  // Phrase by phrase: asked for all instances, FTS5 would sort them first.
  for (int phrase = 0; phrase < api->xPhraseCount(fts); ++phrase) {
    Fts5PhraseIter places;
    int column = 0, offset = 0;
    if (api->xPhraseFirst(fts, phrase, &places, &column, &offset) != SQLITE_OK) {
      sqlite3_result_error(context, "text_rank: the index cannot be read", -1);
      return;
    }
    for (; column >= 0; api->xPhraseNext(fts, &places, &column, &offset))
      rank.found(static_cast<std::size_t>(phrase) / 2, static_cast<TextColumn>(column),
                 phrase % 2 == 0);
  }
  sqlite3_result_int64(context, rank.value());
}

fts5_api* fts5_of(sqlite3* database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT fts5(?)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

bool add_text_rank(sqlite3* database) {
  fts5_api* api = fts5_of(database);
  return api != nullptr &&
         api->xCreateFunction(api, "text_rank", nullptr, text_rank, nullptr) == SQLITE_OK;
}

Result<void> SqliteTextIndex::put(std::int64_t release, const IndexedText& text) {
  return db_
      .run(
          "INSERT INTO catalogue_text(rowid, title, id, competencies, provider, description) "
          "VALUES(?, ?, ?, ?, ?, ?)",
          release, text.title, text.id, text.competencies, text.provider, text.description)
      .map([](int) {});
}

Result<void> SqliteTextIndex::drop(std::int64_t release) {
  return db_.run("DELETE FROM catalogue_text WHERE rowid = ?", release).map([](int) {});
}

Result<void> SqliteTextIndex::clear() {
  return db_.run("DELETE FROM catalogue_text").map([](int) {});
}

Result<std::vector<TextMatch>> SqliteTextIndex::matches(const std::vector<std::string>& parts,
                                                        bool ranked) {
  const auto read = [](const Row& row) { return TextMatch{row.integer(0), row.integer(1)}; };
  const std::string expression = match_expression(parts);
  return ranked ? db_.all(
                      "SELECT rowid, text_rank(catalogue_text) FROM catalogue_text "
                      "WHERE catalogue_text MATCH ? ORDER BY rowid",
                      read, expression)
                : db_.all(
                      "SELECT rowid, 0 FROM catalogue_text WHERE catalogue_text MATCH ? "
                      "ORDER BY rowid",
                      read, expression);
}

Result<std::vector<std::int64_t>> SqliteTextIndex::title_matches(
    const std::vector<std::string>& words, int limit) {
  std::string expression;
  for (const std::string& word : words)
    expression += (expression.empty() ? "title : (" : " AND ") + fts_string(word) + "*";
  return db_.all(
      "SELECT rowid FROM catalogue_text WHERE catalogue_text MATCH ? ORDER BY rowid DESC LIMIT ?",
      [](const Row& row) { return row.integer(0); }, expression + ")", limit);
}

Result<std::vector<IndexedWord>> SqliteTextIndex::words() {
  return db_.all("SELECT term, doc FROM catalogue_words", [](const Row& row) {
    return IndexedWord{row.text(0), row.integer(1)};
  });
}

}  // namespace haat::server
