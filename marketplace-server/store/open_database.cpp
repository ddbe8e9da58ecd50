#include "marketplace-server/store/open_database.hpp"

#include "marketplace-server/store/postgresql/postgresql_database.hpp"
#include "marketplace-server/store/sqlite/sqlite_database.hpp"

namespace haat::server {

bool is_postgresql(const std::string& where) {
  return where.starts_with("postgresql://") || where.starts_with("postgres://");
}

Result<std::unique_ptr<Database>> open_database(const std::string& where) {
  return is_postgresql(where) ? PostgresqlDatabase::open(where) : SqliteDatabase::open(where);
}

}  // namespace haat::server
