#include "marketplace-server/store/sqlite/sqlite_database.hpp"

#include <sqlite3.h>

#include "core/json/json.hpp"
#include "marketplace-server/store/sqlite/migrations.hpp"
#include "marketplace-server/store/transfer.hpp"

namespace haat::server {
namespace {

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

  std::string text(int column) const override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes ? std::string(bytes, size) : std::string();
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::optional<double> real(int column) const override {
    if (null(column)) return std::nullopt;
    return sqlite3_column_double(statement_, column);
  }
  bool null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }

 private:
  sqlite3_stmt* statement_;
};

int bind(sqlite3_stmt* statement, int index, const Value& value) {
  struct Bind {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::string_view text) const {
      const char* bytes = text.data() ? text.data() : "";  // a null pointer would be bound as NULL
      return sqlite3_bind_text64(statement, index, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(std::int64_t number) const {
      return sqlite3_bind_int64(statement, index, number);
    }
    int operator()(double number) const { return sqlite3_bind_double(statement, index, number); }
    int operator()(Null) const { return sqlite3_bind_null(statement, index); }
  };
  return std::visit(Bind{statement, index}, value);
}

// has_language(course_json, 'hi'): whether the course's title is in this language.
void has_language(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto text = [&](int i) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(arguments[i]));
    return std::string(bytes ? bytes : "");
  };
  const Json course = Json::parse(text(0), nullptr, false);
  const auto title = course.is_object() ? course.find("title") : course.end();
  sqlite3_result_int(context, title != course.end() && title->contains(text(1)));
}

bool add_has_language(sqlite3* database) {
  return sqlite3_create_function(database, "has_language", 2,
                                 SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                                 has_language, nullptr, nullptr) == SQLITE_OK;
}

// A file that nobody may write, as in a backup, is only looked at.
bool may_write(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return !std::filesystem::exists(status) ||
         (status.permissions() & std::filesystem::perms::owner_write) !=
             std::filesystem::perms::none;
}

}  // namespace

Result<std::unique_ptr<Database>> SqliteDatabase::open(const std::filesystem::path& path) {
  sqlite3* handle = nullptr;
  const bool writable = may_write(path);
  const int flags = (writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX;
  const int opened = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new SqliteDatabase(handle));
  if (opened != SQLITE_OK)
    return fail(Errc::unavailable, "database-unusable",
                "cannot open the database " + path.string() + ": " + sqlite3_errstr(opened));
  if (!add_text_rank(handle) || !add_has_language(handle))
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

SqliteDatabase::~SqliteDatabase() {
  for (auto& [sql, statements] : idle_)
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

Result<void> SqliteDatabase::migrate() {
  return migrate_sqlite(*this);
}

Result<void> SqliteDatabase::script(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return failure("running a script");
  return {};
}

void SqliteDatabase::GiveBack::operator()(sqlite3_stmt* statement) const {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  database->idle_.find(sql)->second.push_back(statement);
}

Result<SqliteDatabase::Lease> SqliteDatabase::lease(std::string_view sql) {
  auto entry = idle_.find(sql);
  if (entry == idle_.end()) entry = idle_.try_emplace(std::string(sql)).first;
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

Result<int> SqliteDatabase::execute(std::string_view sql, std::span<const Value> values,
                                    const std::function<bool(const Row&)>& each) {
  HAAT_TRY(const Lease statement, lease(sql));
  int index = 0;
  for (const Value& value : values)
    if (bind(statement.get(), ++index, value) != SQLITE_OK) return failure(sql);
  const SqliteRow row(statement.get());
  for (;;) {
    switch (sqlite3_step(statement.get())) {
      case SQLITE_ROW:
        if (!each(row)) return sqlite3_changes(handle_);
        break;
      case SQLITE_DONE:
        return sqlite3_changes(handle_);
      default:
        return failure(sql);
    }
  }
}

tl::unexpected<Error> SqliteDatabase::failure(std::string_view doing) const {
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
      if (std::string_view(sqlite3_errmsg(handle_)).starts_with(moved_away))
        return fail(Errc::unavailable, "database-unavailable", message);
      [[fallthrough]];
    default:  // the rules above see to it that no constraint is met: a mistake of ours, told in the
              // log only
      return fail(Errc::internal, "database-mistake", message + " at: " + std::string(doing));
  }
}

}  // namespace haat::server
