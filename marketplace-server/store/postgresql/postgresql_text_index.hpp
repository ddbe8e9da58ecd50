#pragma once

#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/text_index.hpp"

namespace haat::server {

// PostgreSQL's full text, but for its parser, which takes in.haat.fire for a host, and the end of
// COMTHEME-000012 for a number below zero: the tsvector is made here, of the words of
// search_words(). Which column a word stands in is told by where it stands, since there are five
// columns and only four weights.
class PostgresqlTextIndex final : public TextIndex {
 public:
  explicit PostgresqlTextIndex(Database& database) : db_(database) {}

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

}  // namespace haat::server
