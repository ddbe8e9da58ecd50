#include "marketplace-server/store/store.hpp"

#include "marketplace-server/store/migrations.hpp"

namespace haat::server {

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path) {
  HAAT_TRY(auto writer, Database::open(path));
  HAAT_TRY_VOID(migrate(*writer));
  return std::unique_ptr<Store>(new Store(path, std::move(writer)));
}

Result<std::unique_ptr<Store>> Store::inspect(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return fail(Errc::not_found, "database-missing", "there is no database " + path.string());
  HAAT_TRY(auto database, Database::open(path));
  HAAT_TRY(const std::int64_t form, Session(*database).form());
  if (form != newest_form())
    return fail(Errc::unsupported, form < newest_form() ? "database-older" : "database-newer",
                path.string() + " has the form " + std::to_string(form) +
                    ", and this program looks at the form " + std::to_string(newest_form()) +
                    " only; use the haat-server that wrote it");
  return std::unique_ptr<Store>(new Store(path, std::move(database)));
}

Result<void> Store::copy(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  if (!std::filesystem::exists(from, error))
    return fail(Errc::not_found, "database-missing", "there is no database " + from.string());
  if (std::filesystem::exists(to, error))
    return fail(Errc::conflict, "database-exists", to.string() + " is there already");
  HAAT_TRY(auto source, Database::open(from));
  HAAT_TRY(auto target, Database::open(to));
  HAAT_TRY_VOID(source->copy_to(*target));
  // One file alone, without a log beside it.
  return target->script("PRAGMA journal_mode=DELETE");
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
