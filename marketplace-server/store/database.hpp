#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace haat::server {

// One row of a result, valid until the next step. Columns count from 0.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  std::string text(int column) const;  // empty for NULL
  std::int64_t integer(int column) const;
  std::optional<double> real(int column) const;  // nothing for NULL
  std::uint64_t size(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  bool null(int column) const;

 private:
  sqlite3_stmt* statement_;
};

// One connection to SQLite. Values reach a statement by binding only. Statements are kept for the
// next use of the same text, so the texts must be few: constants. One thread at a time.
class Database {
 public:
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Several statements without values: migrations, BEGIN, COMMIT.
  Result<void> script(const std::string& sql);

  // A statement that gives no rows. The number of rows that it changed.
  template <class... Values>
  Result<int> run(std::string_view sql, const Values&... values) {
    HAAT_TRY(Lease statement, lease(sql));
    HAAT_TRY_VOID(bind_all(statement, values...));
    HAAT_TRY_VOID(step(statement.get()));
    return changes();
  }

  template <class Read, class... Values>
  auto all(std::string_view sql, Read read, const Values&... values)
      -> Result<std::vector<decltype(read(std::declval<Row>()))>> {
    HAAT_TRY(Lease statement, lease(sql));
    HAAT_TRY_VOID(bind_all(statement, values...));
    std::vector<decltype(read(std::declval<Row>()))> rows;
    for (;;) {
      HAAT_TRY(const bool more, step(statement.get()));
      if (!more) return rows;
      rows.push_back(read(Row(statement.get())));
    }
  }

  template <class Read, class... Values>
  auto first(std::string_view sql, Read read, const Values&... values)
      -> Result<std::optional<decltype(read(std::declval<Row>()))>> {
    HAAT_TRY(Lease statement, lease(sql));
    HAAT_TRY_VOID(bind_all(statement, values...));
    std::optional<decltype(read(std::declval<Row>()))> row;
    HAAT_TRY(const bool found, step(statement.get()));
    if (found) row = read(Row(statement.get()));
    return row;
  }

  std::int64_t last_row() const;

  // All of it as it is at one moment, into a file that is not there yet.
  Result<void> copy_to(const std::filesystem::path& path);

 private:
  // A statement on loan from the cache; given back, reset and without values, when it goes.
  struct GiveBack {
    Database* database;
    std::string_view sql;
    void operator()(sqlite3_stmt* statement) const;
  };
  using Lease = std::unique_ptr<sqlite3_stmt, GiveBack>;

  explicit Database(sqlite3* handle) : handle_(handle) {}
  Result<Lease> lease(std::string_view sql);
  Result<bool> step(sqlite3_stmt* statement);  // whether there is a row
  int changes() const;

  int bind(sqlite3_stmt* statement, int index, std::string_view value);
  int bind(sqlite3_stmt* statement, int index, std::int64_t value);
  int bind(sqlite3_stmt* statement, int index, const std::optional<std::string>& value);
  int bind(sqlite3_stmt* statement, int index, const std::optional<double>& value);
  template <class... Values>
  Result<void> bind_all(const Lease& statement, const Values&... values) {
    int index = 0, failed = 0;
    ((failed |= bind(statement.get(), ++index, value_of(values))), ...);
    if (failed) return failure("binding");
    return {};
  }
  static std::string_view value_of(std::string_view value) { return value; }
  static std::string_view value_of(const std::string& value) { return value; }
  static std::string_view value_of(const char* value) { return value; }
  static std::int64_t value_of(std::int64_t value) { return value; }
  static std::int64_t value_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }
  static std::int64_t value_of(int value) { return value; }
  static const std::optional<std::string>& value_of(const std::optional<std::string>& value) {
    return value;
  }
  static const std::optional<double>& value_of(const std::optional<double>& value) { return value; }
  tl::unexpected<Error> failure(std::string_view doing) const;

  sqlite3* handle_;
  std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> idle_;
};

}  // namespace haat::server
