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

}  // namespace

bool on_postgresql() {
  return std::getenv("HAAT_TEST_POSTGRESQL") != nullptr;
}

std::string database_of(const std::filesystem::path& data) {
  if (!on_postgresql()) return data / "haat.sqlite";
  const std::string schema = "t" + to_hex(sha256(data.string())).substr(0, 24);
  const auto made = must(server::PostgresqlDatabase::open(server_url()))
                        ->script("CREATE SCHEMA IF NOT EXISTS " + schema);
  if (!made) throw std::runtime_error(made.error().message);
  return server_url() + "&options=-csearch_path%3D" + schema;
}

std::unique_ptr<server::Database> open_database(const std::filesystem::path& data) {
  const std::string where = database_of(data);
  return must(on_postgresql() ? server::PostgresqlDatabase::open(where)
                              : server::SqliteDatabase::open(where));
}

}  // namespace haat::test
