#pragma once

#include <filesystem>
#include <map>
#include <memory>

#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/sqlite/sqlite_text_index.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace haat::server {

// A file, in WAL mode. Statements are kept for the next use of the same text.
class SqliteDatabase final : public Database {
 public:
  // unavailable ("database-unusable")
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path);
  ~SqliteDatabase() override;

  Result<void> migrate() override;
  Result<void> script(const std::string& sql) override;
  Result<void> begin() override { return script("BEGIN IMMEDIATE"); }
  Result<void> commit() override { return script("COMMIT"); }
  void rollback() override { static_cast<void>(script("ROLLBACK")); }
  TextIndex& text_index() override { return text_index_; }

 private:
  // A statement on loan; given back, reset and without values, when it goes.
  struct GiveBack {
    SqliteDatabase* database;
    std::string_view sql;
    void operator()(sqlite3_stmt* statement) const;
  };
  using Lease = std::unique_ptr<sqlite3_stmt, GiveBack>;

  explicit SqliteDatabase(sqlite3* handle) : handle_(handle) {}
  Result<int> execute(std::string_view sql, std::span<const Value> values,
                      const std::function<bool(const Row&)>& each) override;
  Result<Lease> lease(std::string_view sql);
  tl::unexpected<Error> failure(std::string_view doing) const;

  sqlite3* handle_;
  std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> idle_;
  SqliteTextIndex text_index_{*this};
};

}  // namespace haat::server
