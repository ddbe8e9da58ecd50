#include "marketplace-server/store/database.hpp"

#include <sqlite3.h>

#include "marketplace-server/store/text_rank.hpp"

namespace haat::server {

std::string Row::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes ? std::string(bytes, size) : std::string();
}

std::int64_t Row::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::optional<double> Row::real(int column) const {
  if (null(column)) return std::nullopt;
  return sqlite3_column_double(statement_, column);
}

bool Row::null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

namespace {

// A file that nobody may write, as in a backup, is only looked at.
bool may_write(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return !std::filesystem::exists(status) ||
         (status.permissions() & std::filesystem::perms::owner_write) !=
             std::filesystem::perms::none;
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path) {
  sqlite3* handle = nullptr;
  const bool writable = may_write(path);
  const int flags = (writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX;
  const int opened = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle));
  if (opened != SQLITE_OK)
    return fail(Errc::unavailable, "database-unusable",
                "cannot open the database " + path.string() + ": " + sqlite3_errstr(opened));
  if (!add_text_rank(handle))
    return fail(Errc::unavailable, "database-unusable",
                "this SQLite has no FTS5; install one that has");
  sqlite3_busy_timeout(handle, 10'000);
  if (writable) {
    HAAT_TRY_VOID(database->script("PRAGMA journal_mode=WAL"));
  }
  HAAT_TRY_VOID(
      database->script("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                       "PRAGMA trusted_schema=OFF;"));
  return database;
}

// In the form of one file alone (sqlite.org/lang_vacuum.html#vacuuminto), and only what is in use.
Result<void> Database::copy_to(const std::filesystem::path& path) {
  return run("VACUUM INTO ?", path.string()).map([](int) {});
}

Database::~Database() {
  for (auto& [sql, statements] : idle_)
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

Result<void> Database::script(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return failure("running a script");
  return {};
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(handle_);
}

int Database::changes() const {
  return sqlite3_changes(handle_);
}

void Database::GiveBack::operator()(sqlite3_stmt* statement) const {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  database->idle_.find(sql)->second.push_back(statement);
}

Result<Database::Lease> Database::lease(std::string_view sql) {
  const auto entry = idle_.try_emplace(std::string(sql)).first;
  const GiveBack give_back{this, entry->first};
  if (!entry->second.empty()) {
    sqlite3_stmt* statement = entry->second.back();
    entry->second.pop_back();
    return Lease(statement, give_back);
  }
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
    return failure(sql);
  return Lease(statement, give_back);
}

Result<bool> Database::step(sqlite3_stmt* statement) {
  switch (sqlite3_step(statement)) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      return failure(sqlite3_sql(statement));
  }
}

int Database::bind(sqlite3_stmt* statement, int index, std::string_view value) {
  const char* bytes = value.data() ? value.data() : "";  // a null pointer would be bound as NULL
  return sqlite3_bind_text64(statement, index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

int Database::bind(sqlite3_stmt* statement, int index, std::int64_t value) {
  return sqlite3_bind_int64(statement, index, value);
}

int Database::bind(sqlite3_stmt* statement, int index, const std::optional<std::string>& value) {
  return value ? bind(statement, index, std::string_view(*value))
               : sqlite3_bind_null(statement, index);
}

int Database::bind(sqlite3_stmt* statement, int index, const std::optional<double>& value) {
  return value ? sqlite3_bind_double(statement, index, *value)
               : sqlite3_bind_null(statement, index);
}

tl::unexpected<Error> Database::failure(std::string_view doing) const {
  const int code = sqlite3_errcode(handle_);
  const std::string message =
      std::string("the database cannot be used: ") + sqlite3_errmsg(handle_);
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return fail(Errc::unavailable, "database-unavailable", message);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return fail(Errc::unavailable, "database-corrupt", message);
    case SQLITE_CONSTRAINT:
    default:  // the rules above see to it that no constraint is met: a mistake of ours, told in the
              // log only
      return fail(Errc::internal, "database-mistake", message + " at: " + std::string(doing));
  }
}

}  // namespace haat::server
