#include "marketplace-server/store/store.hpp"

#include "marketplace-server/store/migrations.hpp"

namespace haat::server {
namespace {

Result<void> must_exist(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return {};
  return fail(Errc::not_found, "database-missing", "there is no database " + path.string());
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path) {
  HAAT_TRY(auto writer, Database::open(path));
  HAAT_TRY_VOID(migrate(*writer));
  std::unique_ptr<Store> store(new Store(path, std::move(writer)));
  HAAT_TRY_VOID(store->change([](Session& session) { return session.index_catalogue(); }));
  return store;
}

Result<std::unique_ptr<Store>> Store::inspect(const std::filesystem::path& path) {
  HAAT_TRY_VOID(must_exist(path));
  HAAT_TRY(auto database, Database::open(path));
  HAAT_TRY(const std::int64_t form, form_of(*database));
  if (form != newest_form())
    return fail(Errc::unsupported, form < newest_form() ? "database-older" : "database-newer",
                path.string() + " has the form " + std::to_string(form) +
                    ", and this program looks at the form " + std::to_string(newest_form()) +
                    " only; use the haat-server that wrote it");
  return std::unique_ptr<Store>(new Store(path, std::move(database)));
}

Result<void> Store::copy(const std::filesystem::path& from, const std::filesystem::path& to) {
  HAAT_TRY_VOID(must_exist(from));
  HAAT_TRY(auto source, Database::open(from));
  return source->copy_to(to);
}

Result<std::unique_ptr<Database>> Store::take_reader() {
  {
    const std::lock_guard lock(idle_lock_);
    if (!idle_readers_.empty()) {
      auto database = std::move(idle_readers_.back());
      idle_readers_.pop_back();
      return database;
    }
  }
  return Database::open(path_);
}

void Store::give_back(std::unique_ptr<Database> database) {
  const std::lock_guard lock(idle_lock_);
  idle_readers_.push_back(std::move(database));
}

}  // namespace haat::server
