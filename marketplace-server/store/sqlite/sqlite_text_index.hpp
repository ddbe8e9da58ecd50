#pragma once

#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/text_index.hpp"

struct sqlite3;

namespace haat::server {

// FTS5, whose tokenizer is set up to cut where search_words() does (migrations.cpp).
class SqliteTextIndex final : public TextIndex {
 public:
  explicit SqliteTextIndex(Database& database) : db_(database) {}

  Result<void> put(std::int64_t release, const IndexedText& text) override;
  Result<void> drop(std::int64_t release) override;
  Result<void> clear() override;
  Result<std::vector<TextMatch>> matches(const std::vector<std::string>& parts,
                                         bool ranked) override;
  Result<std::vector<std::int64_t>> title_matches(const std::vector<std::string>& words,
                                                  int limit) override;
  Result<std::vector<IndexedWord>> words() override;

 private:
  Database& db_;
};

// Adds the function text_rank(catalogue_text) to a connection: the TextRank of a row for a query in
// which every word stands twice, as it is and as a beginning. Whether it could be added.
bool add_text_rank(sqlite3* database);

}  // namespace haat::server
