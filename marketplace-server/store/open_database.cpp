#include "marketplace-server/store/open_database.hpp"

#include "marketplace-server/store/postgresql/migrations.hpp"
#include "marketplace-server/store/postgresql/postgresql_database.hpp"
#include "marketplace-server/store/sqlite/migrations.hpp"
#include "marketplace-server/store/sqlite/sqlite_database.hpp"

namespace haat::server {

bool is_postgresql(const std::string& where) {
  return where.starts_with("postgresql://") || where.starts_with("postgres://");
}

Result<std::unique_ptr<Database>> open_database(const std::string& where, Access access) {
  return is_postgresql(where) ? PostgresqlDatabase::open(where, access)
                              : SqliteDatabase::open(where);
}

Result<Form> form_of(Database& database, const std::string& where) {
  const bool postgresql = is_postgresql(where);
  HAAT_TRY(const std::int64_t now,
           postgresql ? postgresql_form_of(database) : sqlite_form_of(database));
  return Form{now, postgresql ? newest_postgresql_form() : newest_sqlite_form()};
}

Result<void> must_have_our_form(Database& database, const std::string& where) {
  HAAT_TRY(const Form form, form_of(database, where));
  if (form.now == form.ours) return {};
  const bool older = form.now < form.ours;
  return fail(Errc::unsupported, older ? "database-older" : "database-newer",
              (is_postgresql(where) ? "the database" : where) + " has the form " +
                  std::to_string(form.now) + ", and this program looks at the form " +
                  std::to_string(form.ours) + " only; use the haat-server that wrote it" +
                  (older ? ", or start this one first" : ""));
}

}  // namespace haat::server
