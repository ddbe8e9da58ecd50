#include "marketplace-server/store/text_rank.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <vector>

namespace haat::server {
namespace {

constexpr std::array column_weights{9, 8, 6, 3, 1};  // of text_columns
constexpr int whole_word = 1;  // weights count double, so it decides within a column

struct Word {
  int best = 0;
  int times = 0;  // in the best column
};

void count(Word& word, int weight, bool whole) {
  const int value = 2 * weight + (whole ? whole_word : 0);
  if (value > word.best) word = {value, 0};
  if (value == word.best) ++word.times;
}

// 0 to 99, growing ever slower: BM25's tf * (k1 + 1) / (tf + k1) with k1 = 1.2, without its scale.
int saturated(int times) {
  return 100 * times * 10 / (times * 10 + 12);
}

void text_rank(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* context, int,
               sqlite3_value**) {
  int instances = 0;
  if (api->xInstCount(fts, &instances) != SQLITE_OK) {
    sqlite3_result_error(context, "text_rank: the index cannot be read", -1);
    return;
  }
  std::array<Word, 64> words{};
  const auto known =
      std::min<std::size_t>(words.size(), static_cast<std::size_t>(api->xPhraseCount(fts)) / 2);
  for (int i = 0; i < instances; ++i) {
    int phrase = 0, column = 0, offset = 0;
    if (api->xInst(fts, i, &phrase, &column, &offset) != SQLITE_OK) break;
    const auto word = static_cast<std::size_t>(phrase) / 2;
    if (word < known)
      count(words[word], column_weights.at(static_cast<std::size_t>(column)), phrase % 2 == 0);
  }
  int rank = 0;
  for (std::size_t i = 0; i < known; ++i) rank += 100 * words[i].best + saturated(words[i].times);
  sqlite3_result_int(context, rank);
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

}  // namespace haat::server
