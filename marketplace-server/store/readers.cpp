#include "marketplace-server/store/readers.hpp"

#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::seconds resting{5};

}  // namespace

Result<std::unique_ptr<Database>> Readers::take() {
  {
    const std::lock_guard lock(lock_);
    if (!idle_.empty()) {
      auto database = std::move(idle_.back());
      idle_.pop_back();
      return database;
    }
  }
  return open_database(where_, access_);
}

void Readers::give_back(std::unique_ptr<Database> database) {
  const std::lock_guard lock(lock_);
  // Where one connection was lost, its neighbours of the same time were, too.
  if (!database->good()) return idle_.clear();
  idle_.push_back(std::move(database));
}

std::unique_ptr<Database> Replica::take(std::int64_t change) {
  if (rests()) return nullptr;
  auto database = readers_.take();
  if (!database) {
    rest();
    return nullptr;
  }
  const auto come = Session(**database).last_change();
  if (come && *come >= change) return *std::move(database);
  if (!come) rest();
  readers_.give_back(*std::move(database));
  return nullptr;
}

bool Replica::rests() {
  const std::lock_guard lock(lock_);
  return std::chrono::steady_clock::now() < rests_until_;
}

void Replica::rest() {
  const std::lock_guard lock(lock_);
  rests_until_ = std::chrono::steady_clock::now() + resting;
}

}  // namespace haat::server
