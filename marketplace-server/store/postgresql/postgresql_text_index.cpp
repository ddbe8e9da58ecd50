#include "marketplace-server/store/postgresql/postgresql_text_index.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "marketplace-server/store/search_text.hpp"
#include "marketplace-server/store/text_rank.hpp"

#include "core/characters.hpp"

namespace haat::server {
namespace {

// https://www.postgresql.org/docs/15/textsearch-limitations.html: positions up to 16,383, lexemes
// under 2 KiB, a tsvector under 1 MiB.
struct Places {
  TextColumn column;
  int first, last;
  const char* weight;
};
constexpr std::array places{
    Places{TextColumn::title, 1, 3000, "A"}, Places{TextColumn::id, 3001, 3500, "B"},
    Places{TextColumn::competencies, 3501, 7000, "C"}, Places{TextColumn::provider, 7001, 7500, ""},
    Places{TextColumn::description, 7501, 16383, ""}};
constexpr std::size_t longest_word = 2000;     // bytes
constexpr std::size_t most_bytes = 900 << 10;  // of words and what goes with them

TextColumn column_at(int position) {
  const auto at = std::find_if(places.begin(), places.end(),
                               [&](const Places& one) { return position <= one.last; });
  return at == places.end() ? TextColumn::description : at->column;
}

// Cut where a character begins.
std::string lexeme(const std::string& word) {
  return std::string(first_bytes(word, longest_word));
}

std::string quoted(const std::string& word, char quote) {
  std::string text(1, quote);
  for (const char c : lexeme(word)) {
    if (c == quote || c == '\\') text += c == '\'' ? '\'' : '\\';
    text += c;
  }
  return text + quote;
}

std::string tsvector(const IndexedText& text) {
  const std::array columns{&text.title, &text.id, &text.competencies, &text.provider,
                           &text.description};
  std::map<std::string, std::set<int>> positions;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    int position = places[i].first;
    for (const std::string& word : search_words(*columns[i])) {
      if (bytes > most_bytes) break;
      const auto [known, is_new] = positions.try_emplace(lexeme(word));
      known->second.insert(position);
      bytes += is_new ? known->first.size() + 8 : 2;
      position = std::min(position + 1, places[i].last);
    }
  }
  std::string vector;
  for (const auto& [word, at] : positions) {
    vector += quoted(word, '\'');
    char before = ':';
    for (const int position : at) {
      vector += before + std::to_string(position) +
                places[static_cast<std::size_t>(column_at(position))].weight;
      before = ',';
    }
    vector += ' ';
  }
  return vector;
}

// Words that stand together, the last of them perhaps only as a beginning.
std::string phrase(const std::string& part, bool beginning, const char* weight) {
  std::string query;
  for (const std::string& word : search_words(part))
    query += (query.empty() ? "" : " <-> ") + quoted(word, '\'');
  return query + (beginning ? ":*" : "") + weight;
}

// Of a tsvector as PostgreSQL writes it, 'first':1A,7504 'it''s':2A: each word with its positions.
template <class Take>
void each_word(std::string_view vector, Take take) {
  std::string word;
  for (std::size_t at = 0; at < vector.size();) {
    word.clear();
    for (++at; at < vector.size(); ++at) {
      const bool escaped = vector[at] == '\\' || vector.substr(at, 2) == "''";
      if (vector[at] == '\'' && !escaped) break;
      if (escaped) ++at;
      word += vector[at];
    }
    const std::size_t end = std::min(vector.find(' ', at), vector.size());
    take(word, vector.substr(std::min(at + 1, end), end - std::min(at + 1, end)));
    at = end + 1;
  }
}

// Of ":1A,7504".
template <class Take>
void each_position(std::string_view positions, Take take) {
  const char* const end = positions.data() + positions.size();
  for (const char* at = positions.data(); at < end; ++at) {
    int number = 0;
    const auto parsed = std::from_chars(at, end, number);
    if (parsed.ec != std::errc{}) continue;
    take(number);
    at = parsed.ptr;
  }
}

// What of a text matters to a query, by position.
using Text = std::map<int, std::string>;

// Whether the words stand at `position` and behind it: whole, or the last one as a beginning.
bool stand_at(int position, const std::vector<std::string>& words, const Text& text, bool whole) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto there = text.find(position + static_cast<int>(i));
    if (there == text.end()) return false;
    const bool last = i + 1 == words.size();
    const bool same =
        last && !whole ? there->second.starts_with(words[i]) : there->second == words[i];
    if (!same) return false;
  }
  return true;
}

// A part of a query, as rank_of() looks for it.
struct Part {
  std::vector<std::string> words;
  bool beginning = false;
};

std::vector<Part> parts_of(const std::vector<std::string>& texts) {
  std::vector<Part> parts;
  for (const std::string& text : texts) {
    parts.push_back({{}, counts_as_beginning(text)});
    for (const std::string& word : search_words(text)) parts.back().words.push_back(lexeme(word));
  }
  return parts;
}

std::int64_t rank_of(const Text& text, const std::vector<Part>& parts) {
  TextRank rank;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const auto& [position, word] : text)
      for (const bool whole : {true, false})
        if ((whole || parts[i].beginning) && stand_at(position, parts[i].words, text, whole))
          rank.found(i, column_at(position), whole);
  return rank.value();
}

}  // namespace

Result<void> PostgresqlTextIndex::put(std::int64_t release, const IndexedText& text) {
  return db_
      .run("INSERT INTO catalogue_text(release, words) VALUES(?, CAST(? AS tsvector))", release,
           tsvector(text))
      .map([](int) {});
}

Result<void> PostgresqlTextIndex::drop(std::int64_t release) {
  return db_.run("DELETE FROM catalogue_text WHERE release = ?", release).map([](int) {});
}

Result<void> PostgresqlTextIndex::clear() {
  return db_.run("DELETE FROM catalogue_text").map([](int) {});
}

Result<std::vector<TextMatch>> PostgresqlTextIndex::matches(const std::vector<std::string>& parts,
                                                            bool ranked) {
  std::string query;
  std::vector<std::string> all_words;
  const std::vector<Part> phrases = parts_of(parts);
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    query += (query.empty() ? "(" : " & (") + phrase(parts[i], phrases[i].beginning, "") + ")";
    all_words.insert(all_words.end(), phrases[i].words.begin(), phrases[i].words.end());
  }
  if (!ranked)
    return db_.all(
        "SELECT release FROM catalogue_text WHERE words @@ CAST(? AS tsquery) ORDER BY release",
        [](const Row& row) {
          return TextMatch{row.integer(0), 0};
        },
        query);
  // Words of a text that begin like none of the query's do not matter to its rank. To pick them out
  // here is five times as fast as PostgreSQL's unnest().
  const auto matters = [&](const std::string& word) {
    return std::any_of(all_words.begin(), all_words.end(),
                       [&](const std::string& asked) { return word.starts_with(asked); });
  };
  return db_.all(
      "SELECT release, words FROM catalogue_text WHERE words @@ CAST(? AS tsquery) "
      "ORDER BY release",
      [&](const Row& row) {
        Text text;
        each_word(row.text(1), [&](const std::string& word, std::string_view positions) {
          if (matters(word)) each_position(positions, [&](int position) { text[position] = word; });
        });
        return TextMatch{row.integer(0), rank_of(text, phrases)};
      },
      query);
}

Result<std::vector<std::int64_t>> PostgresqlTextIndex::title_matches(
    const std::vector<std::string>& words, int limit) {
  std::string query;
  for (const std::string& word : words)
    query += (query.empty() ? "" : " & ") + phrase(word, true, "A");
  return db_.all(
      "SELECT release FROM catalogue_text WHERE words @@ CAST(? AS tsquery) "
      "ORDER BY release DESC LIMIT ?",
      [](const Row& row) { return row.integer(0); }, query, limit);
}

Result<std::vector<IndexedWord>> PostgresqlTextIndex::words() {
  return db_.all("SELECT word, ndoc FROM ts_stat('SELECT words FROM catalogue_text')",
                 [](const Row& row) {
                   return IndexedWord{row.text(0), row.integer(1)};
                 });
}

}  // namespace haat::server
