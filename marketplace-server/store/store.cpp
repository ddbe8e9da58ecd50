#include "marketplace-server/store/store.hpp"

#include "marketplace-server/store/open_database.hpp"
#include "marketplace-server/store/sqlite/sqlite_database.hpp"

namespace haat::server {
namespace {

Result<void> must_exist(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return {};
  return fail(Errc::not_found, "database-missing", "there is no database " + path.string());
}

// A server of another version may have brought the database to its own form meanwhile.
Result<Transaction> in_our_form(Transaction transaction, Database& database,
                                const std::string& where) {
  HAAT_TRY(const Form form, form_of(database, where));
  if (form.now == form.ours) return transaction;
  return fail(Errc::unavailable, "database-form",
              "the database has the form " + std::to_string(form.now) +
                  " by now, and this server writes the form " + std::to_string(form.ours) +
                  " only; stop it, and start the haat-server that made that form");
}

Result<Transaction> begin_in_our_form(Database& database, const std::string& where) {
  HAAT_TRY(Transaction transaction, Transaction::begin(database));
  return in_our_form(std::move(transaction), database, where);
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::string& where) {
  HAAT_TRY(auto writer, open_database(where));
  HAAT_TRY_VOID(writer->migrate());
  std::unique_ptr<Store> store(new Store(where, std::move(writer)));
  HAAT_TRY_VOID(store->change([](Session& session) { return session.index_catalogue(); }));
  return store;
}

bool Store::is_shared() const {
  return is_postgresql(where_);
}

Result<Transaction> Store::begin() {
  auto begun = begin_in_our_form(*writer_, where_);
  if (begun || writer_->good()) return begun;
  HAAT_TRY(writer_, open_database(where_));
  return begin_in_our_form(*writer_, where_);
}

Result<Transaction> Store::begin_alongside(Database& database) const {
  HAAT_TRY(Transaction transaction, Transaction::begin_alongside(database));
  return in_our_form(std::move(transaction), database, where_);
}

Result<std::unique_ptr<Store>> Store::inspect(const std::filesystem::path& path) {
  HAAT_TRY_VOID(must_exist(path));
  HAAT_TRY(auto database, SqliteDatabase::open(path));
  HAAT_TRY_VOID(must_have_our_form(*database, path));
  return std::unique_ptr<Store>(new Store(path, std::move(database)));
}

// In the form of one file alone (sqlite.org/lang_vacuum.html#vacuuminto), and only what is in use.
Result<void> Store::copy(const std::filesystem::path& from, const std::filesystem::path& to) {
  HAAT_TRY_VOID(must_exist(from));
  HAAT_TRY(auto source, SqliteDatabase::open(from));
  return source->run("VACUUM INTO ?", to.string()).map([](int) {});
}

}  // namespace haat::server
