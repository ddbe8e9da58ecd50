#include "marketplace-server/store/postgresql/postgresql_database.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "marketplace-server/store/postgresql/migrations.hpp"

namespace haat::server {
namespace {

// Of types, as pg_type.dat numbers them: they never change.
constexpr Oid truth = 16, whole_number = 20, words = 25, double_number = 701;

// Text as PostgreSQL writes it.
template <class Number>
Number number_of(std::string_view text) {
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class PostgresqlRow final : public Row {
 public:
  explicit PostgresqlRow(const PGresult* result) : result_(result) {}
  void go_to(int row) { row_ = row; }

  std::string text(int column) const override { return std::string(value(column)); }
  std::int64_t integer(int column) const override {
    if (PQftype(result_, column) == truth) return value(column) == "t";
    return number_of<std::int64_t>(value(column));
  }
  std::optional<double> real(int column) const override {
    if (null(column)) return std::nullopt;
    return number_of<double>(value(column));
  }
  bool null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }

 private:
  std::string_view value(int column) const {
    return {PQgetvalue(result_, row_, column),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }

  const PGresult* result_;
  int row_ = 0;
};

// The values of a statement as PQexecParams() takes them.
struct Parameters {
  explicit Parameters(std::span<const Value> values) {
    texts.reserve(values.size());
    for (const Value& value : values) std::visit(*this, value);
    for (std::size_t i = 0; i < texts.size(); ++i)
      pointers.push_back(null[i] ? nullptr : texts[i].c_str());
  }

  void operator()(std::string_view text) { add(words, std::string(text)); }
  void operator()(std::int64_t number) { add(whole_number, std::to_string(number)); }
  void operator()(double number) {
    std::array<char, 32> digits{};
    add(double_number, {digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr});
  }
  void operator()(Null type) { add(type == Null::real ? double_number : words, {}, true); }

  void add(Oid type, std::string text, bool is_null = false) {
    has_nul |= text.find('\0') != std::string::npos;
    types.push_back(type);
    texts.push_back(std::move(text));
    null.push_back(is_null);
  }

  std::vector<Oid> types;
  std::vector<std::string> texts;
  std::vector<bool> null;
  std::vector<const char*> pointers;
  bool has_nul = false;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// ? becomes $1, $2, ..., and ?3 becomes $3. No text in our statements has a question mark.
std::string with_numbers(std::string_view sql) {
  std::string text;
  int next = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] != '?') {
      text += sql[i];
      continue;
    }
    text += '$';
    if (i + 1 == sql.size() || !is_digit(sql[i + 1])) text += std::to_string(++next);
  }
  return text;
}

std::string sentence(const char* message) {
  std::string text = message ? message : "";
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace

Result<std::unique_ptr<Database>> PostgresqlDatabase::open(const std::string& where,
                                                           Access access) {
  const std::array keywords{"dbname",           "target_session_attrs",
                            "connect_timeout",  "tcp_user_timeout",
                            "keepalives_idle",  "client_encoding",
                            "application_name", static_cast<const char*>(nullptr)};
  const std::array values{where.c_str(), access == Access::writes ? "read-write" : "prefer-standby",
                          "5",           "10000",
                          "10",          "UTF8",
                          "haat-server", static_cast<const char*>(nullptr)};
  PGconn* connection = PQconnectdbParams(keywords.data(), values.data(), 1);
  std::unique_ptr<PostgresqlDatabase> database(new PostgresqlDatabase(connection));
  if (!database->good())
    return fail(Errc::unavailable, "database-unusable",
                "cannot reach the database: " + sentence(PQerrorMessage(connection)));
  PQsetNoticeProcessor(
      connection, [](void*, const char*) {}, nullptr);
  // Compiling a statement takes longer than any of ours. It is a hint: through pgbouncer it may
  // reach another connection, so there the server's own settings should say it.
  HAAT_TRY_VOID(database->script("SET jit = off"));
  return database;
}

PostgresqlDatabase::~PostgresqlDatabase() {
  PQfinish(connection_);
}

void PostgresqlDatabase::Clear::operator()(pg_result* result) const {
  PQclear(result);
}

bool PostgresqlDatabase::good() const {
  return PQstatus(connection_) == CONNECTION_OK;
}

// Another server may be at it, and takes as long as its tables are large.
Result<void> PostgresqlDatabase::migrate() {
  HAAT_TRY_VOID(begin_within("10min"));
  HAAT_TRY_VOID(script("COMMIT"));
  return migrate_postgresql(*this);
}

Result<void> PostgresqlDatabase::script(const std::string& sql) {
  const Answer answer(PQexec(connection_, sql.c_str()));
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failure(answer, sql);
  // What was lost on the way to COMMIT ends in a ROLLBACK, and that is no error to PostgreSQL.
  if (sql == "COMMIT" && std::strcmp(PQcmdStatus(answer.get()), "COMMIT") != 0)
    return fail(Errc::internal, "database-mistake", "a change went on after it had failed");
  return {};
}

// The lock is of the schema: marketplaces may share a database. It goes with the transaction, and
// a server that hangs in one loses it after a minute.
Result<void> PostgresqlDatabase::begin() {
  return begin_within("10s");
}

Result<void> PostgresqlDatabase::begin_within(const std::string& time) {
  auto begun =
      script("BEGIN; SET LOCAL lock_timeout = '" + time +
             "'; SET LOCAL idle_in_transaction_session_timeout = '60s'; "
             "SELECT pg_advisory_xact_lock(hashtextextended('haat ' || current_schema(), 0))");
  if (!begun) rollback();  // it began, and waited for the lock in vain
  return begun;
}

Result<void> PostgresqlDatabase::begin_alongside() {
  return script(
      "BEGIN; SET LOCAL lock_timeout = '10s'; "
      "SET LOCAL idle_in_transaction_session_timeout = '60s'");
}

const char* PostgresqlDatabase::numbered(std::string_view sql) {
  auto known = numbered_.find(sql);
  if (known == numbered_.end())
    known = numbered_.emplace(std::string(sql), with_numbers(sql)).first;
  return known->second.c_str();
}

Result<int> PostgresqlDatabase::execute(std::string_view sql, std::span<const Value> values,
                                        const std::function<bool(const Row&)>& each) {
  const Parameters parameters(values);
  if (parameters.has_nul)
    return fail(Errc::invalid_argument, "text-has-nul",
                "a text has a character U+0000 in it, which no database keeps; leave it out");
  const Answer answer(
      PQexecParams(connection_, numbered(sql), static_cast<int>(parameters.texts.size()),
                   parameters.types.data(), parameters.pointers.data(), nullptr, nullptr, 0));
  switch (PQresultStatus(answer.get())) {
    case PGRES_COMMAND_OK:
      return number_of<int>(PQcmdTuples(answer.get()));
    case PGRES_TUPLES_OK:
      break;
    default:
      return failure(answer, sql);
  }
  PostgresqlRow row(answer.get());
  for (int i = 0; i < PQntuples(answer.get()); ++i) {
    row.go_to(i);
    if (!each(row)) break;
  }
  return number_of<int>(PQcmdTuples(answer.get()));
}

// https://www.postgresql.org/docs/15/errcodes-appendix.html
tl::unexpected<Error> PostgresqlDatabase::failure(const Answer& answer,
                                                  std::string_view doing) const {
  const char* code = answer ? PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE) : nullptr;
  const std::string_view state = code ? code : "";
  const std::string message =
      "the database cannot be used: " +
      sentence(answer ? PQresultErrorField(answer.get(), PG_DIAG_MESSAGE_PRIMARY)
                      : PQerrorMessage(connection_));
  const auto is = [&](std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view beginning) { return state.starts_with(beginning); });
  };
  if (is({"25006"}))
    return fail(Errc::unavailable, "database-unavailable",
                "the database takes no change for now, and only answers; try again later");
  if (state.empty() || !good() || is({"08", "25P03", "40", "53", "55P03", "57", "58"}))
    return fail(Errc::unavailable, "database-unavailable", message);
  if (is({"XX001", "XX002"})) return fail(Errc::unavailable, "database-corrupt", message);
  if (is({"22021"}))
    return fail(Errc::invalid_argument, "text-invalid",
                "a text is not UTF-8; write it anew in UTF-8");
  return fail(Errc::internal, "database-mistake", message + " at: " + std::string(doing));
}

}  // namespace haat::server
