#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/result.hpp"

namespace haat::server {

class TextIndex;

// One row of a result, valid while it is being read. Columns count from 0.
class Row {
 public:
  virtual std::string text(int column) const = 0;            // empty for NULL
  virtual std::int64_t integer(int column) const = 0;        // of a truth: 0 or 1; 0 for NULL
  virtual std::optional<double> real(int column) const = 0;  // nothing for NULL
  virtual bool null(int column) const = 0;
  std::uint64_t size(int column) const { return static_cast<std::uint64_t>(integer(column)); }

 protected:
  ~Row() = default;
};

// A value on its way into a statement. NULL keeps its type, since PostgreSQL asks for it.
enum class Null { text, real };
using Value = std::variant<std::string_view, std::int64_t, double, Null>;

// What a connection is for: of several servers only one can be written to.
enum class Access { reads, writes };

// One connection to what a marketplace knows: SQLite (sqlite/) or PostgreSQL (postgresql/). The SQL
// is what both understand, with ? or ?1 where values stand, which reach it by binding only; its
// texts must be few, constants, since what is made of them is kept. One thread at a time.
class Database {
 public:
  virtual ~Database() = default;
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Brings it to the newest form. unsupported ("database-newer") for one that a newer server has
  // written.
  virtual Result<void> migrate() = 0;

  // Several statements without values.
  virtual Result<void> script(const std::string& sql) = 0;

  // From begin() to commit() or rollback() nobody else changes anything, in whatever process or on
  // whatever machine they are. unavailable ("database-unavailable") where waiting takes too long.
  virtual Result<void> begin() = 0;
  // The same, and others change things meanwhile: for what locks the rows that it changes.
  virtual Result<void> begin_alongside() { return begin(); }
  // Behind a SELECT in such a one: what it finds is its own, and what others have locked it skips.
  virtual std::string skip_locked() const { return ""; }
  virtual Result<void> commit() = 0;
  virtual void rollback() = 0;

  // Whether it can be of use again; one that lost its server cannot.
  virtual bool good() const { return true; }

  // What finds courses by their words; it lives as long as this.
  virtual TextIndex& text_index() = 0;

  // A statement that gives no rows. The number of rows that it changed.
  template <class... Values>
  Result<int> run(std::string_view sql, const Values&... values) {
    return execute(sql, values_of(values...), [](const Row&) { return true; });
  }

  // The same with values that are counted only when it runs.
  Result<int> run_with(std::string_view sql, std::span<const Value> values) {
    return execute(sql, values, [](const Row&) { return true; });
  }

  template <class Read, class... Values>
  auto all(std::string_view sql, Read read, const Values&... values)
      -> Result<std::vector<decltype(read(std::declval<const Row&>()))>> {
    std::vector<decltype(read(std::declval<const Row&>()))> rows;
    HAAT_TRY_VOID(execute(sql, values_of(values...), [&](const Row& row) {
      rows.push_back(read(row));
      return true;
    }));
    return rows;
  }

  template <class Read, class... Values>
  auto first(std::string_view sql, Read read, const Values&... values)
      -> Result<std::optional<decltype(read(std::declval<const Row&>()))>> {
    std::optional<decltype(read(std::declval<const Row&>()))> found;
    HAAT_TRY_VOID(execute(sql, values_of(values...), [&](const Row& row) {
      found = read(row);
      return false;
    }));
    return found;
  }

 private:
  // Calls `each` for every row until it returns false. The number of rows that were changed.
  virtual Result<int> execute(std::string_view sql, std::span<const Value> values,
                              const std::function<bool(const Row&)>& each) = 0;

  template <class... Values>
  static std::array<Value, sizeof...(Values)> values_of(const Values&... values) {
    return {value_of(values)...};
  }
  static Value value_of(std::string_view value) { return value; }
  static Value value_of(const std::string& value) { return std::string_view(value); }
  static Value value_of(const char* value) { return std::string_view(value); }
  static Value value_of(std::int64_t value) { return value; }
  static Value value_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }
  static Value value_of(int value) { return std::int64_t{value}; }
  static Value value_of(const std::optional<std::string>& value) {
    return value ? Value(std::string_view(*value)) : Value(Null::text);
  }
  static Value value_of(const std::optional<double>& value) {
    return value ? Value(*value) : Value(Null::real);
  }
};

}  // namespace haat::server
