#pragma once

#include <map>
#include <memory>
#include <string>

#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/postgresql/postgresql_text_index.hpp"

struct pg_conn;
struct pg_result;

namespace haat::server {

// A connection by libpq. Nothing is kept in it between transactions, neither prepared statements
// nor settings, so it may go through pgbouncer in transaction mode.
class PostgresqlDatabase final : public Database {
 public:
  // A URI or a list of keywords and values
  // (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING); of several hosts, the
  // one that can be written to, or, to read, any. unavailable ("database-unusable")
  static Result<std::unique_ptr<Database>> open(const std::string& where,
                                                Access access = Access::writes);
  ~PostgresqlDatabase() override;

  Result<void> migrate() override;
  Result<void> script(const std::string& sql) override;
  Result<void> begin() override;
  Result<void> begin_alongside() override;
  std::string skip_locked() const override { return " FOR UPDATE SKIP LOCKED"; }
  Result<void> commit() override { return script("COMMIT"); }
  void rollback() override { static_cast<void>(script("ROLLBACK")); }
  bool good() const override;
  TextIndex& text_index() override { return text_index_; }

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  using Answer = std::unique_ptr<pg_result, Clear>;

  explicit PostgresqlDatabase(pg_conn* connection) : connection_(connection) {}
  Result<void> begin_within(const std::string& time);  // to wait for the lock, as PostgreSQL has it
  Result<int> execute(std::string_view sql, std::span<const Value> values,
                      const std::function<bool(const Row&)>& each) override;
  const char* numbered(std::string_view sql);
  tl::unexpected<Error> failure(const Answer& answer, std::string_view doing) const;

  pg_conn* connection_;
  std::map<std::string, std::string, std::less<>> numbered_;  // SQL with $1 for ?
  PostgresqlTextIndex text_index_{*this};
};

}  // namespace haat::server
