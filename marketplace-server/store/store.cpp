#include "marketplace-server/store/store.hpp"

#include "marketplace-server/store/migrations.hpp"

namespace haat::server {

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path) {
  HAAT_TRY(auto writer, Database::open(path));
  HAAT_TRY_VOID(migrate(*writer));
  std::unique_ptr<Store> store(new Store(path, std::move(writer)));
  HAAT_TRY_VOID(store->change([](Session& session) { return session.index_catalogue(); }));
  return store;
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
