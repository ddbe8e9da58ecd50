#include "marketplace-server/store/store.hpp"

#include "marketplace-server/store/open_database.hpp"

namespace haat::server {

Result<std::unique_ptr<Store>> Store::open(const std::string& where) {
  HAAT_TRY(auto writer, open_database(where));
  HAAT_TRY_VOID(writer->migrate());
  std::unique_ptr<Store> store(new Store(where, std::move(writer)));
  HAAT_TRY_VOID(store->change([](Session& session) { return session.index_catalogue(); }));
  return store;
}

Result<void> Store::begin() {
  auto begun = writer_->begin();
  if (begun || writer_->good()) return begun;
  HAAT_TRY(writer_, open_database(where_));
  return writer_->begin();
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
  return open_database(where_);
}

void Store::give_back(std::unique_ptr<Database> database) {
  const std::lock_guard lock(idle_lock_);
  // Where one connection was lost, its neighbours of the same time were, too.
  if (!database->good()) return idle_readers_.clear();
  idle_readers_.push_back(std::move(database));
}

}  // namespace haat::server
