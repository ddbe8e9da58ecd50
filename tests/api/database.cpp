#include "tests/api/database.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "core/package/digest.hpp"
#include "core/signing/hex.hpp"
#include "marketplace-server/store/postgresql/postgresql_database.hpp"
#include "marketplace-server/store/sqlite/sqlite_database.hpp"

namespace haat::test {
namespace {

std::string server_url() {
  const char* file = std::getenv("HAAT_TEST_POSTGRESQL");
  if (!file) return "";
  std::string url;
  if (!std::getline(std::ifstream(file), url))
    throw std::runtime_error(
        std::string("no PostgreSQL runs for the tests: ") + file +
        " is not there; ctest starts it, or tests/postgresql/postgresql.sh does");
  return url;
}

std::unique_ptr<server::Database> must(Result<std::unique_ptr<server::Database>> database) {
  if (!database) throw std::runtime_error(database.error().message);
  return std::move(*database);
}

Result<void> make_database(server::Database& database, const std::string& name) {
  HAAT_TRY(const auto there, database.first(
                                 "SELECT 1 FROM pg_database WHERE datname = ?",
                                 [](const server::Row&) { return true; }, name));
  return there ? Result<void>() : database.script("CREATE DATABASE " + name);
}

}  // namespace

bool on_postgresql() {
  return std::getenv("HAAT_TEST_POSTGRESQL") != nullptr;
}

std::string database_of(const std::filesystem::path& data) {
  if (!on_postgresql()) return data / "haat.sqlite";
  const std::string name = "t" + to_hex(sha256(data.string())).substr(0, 24);
  const std::string url = server_url();
  const bool pool = url.find("port=6432") != std::string::npos;
  const auto database = must(server::PostgresqlDatabase::open(url));
  const auto made = pool ? make_database(*database, name)
                         : database->script("CREATE SCHEMA IF NOT EXISTS " + name);
  if (!made) throw std::runtime_error(made.error().message);
  if (!pool) return url + "&options=-csearch_path%3D" + name;
  const auto path = url.find("/postgres?");
  return url.substr(0, path) + "/" + name + url.substr(path + std::string("/postgres").size());
}

std::unique_ptr<server::Database> open_database(const std::filesystem::path& data) {
  const std::string where = database_of(data);
  return must(on_postgresql() ? server::PostgresqlDatabase::open(where)
                              : server::SqliteDatabase::open(where));
}

}  // namespace haat::test
