#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <type_traits>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

// The database. Readers never wait for the writer nor for each other; writers wait for each other.
class Store {
 public:
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& path);

  // One that is only looked at, in the form that it has. unsupported ("database-older",
  // "database-newer"); not_found ("database-missing").
  static Result<std::unique_ptr<Store>> inspect(const std::filesystem::path& path);

  // A copy of the whole as it is at one moment, while others read and write. `to` must not be
  // there.
  static Result<void> copy(const std::filesystem::path& from, const std::filesystem::path& to);

  // `read` takes a Session& and returns a Result.
  template <class Read>
  auto view(Read read) -> std::invoke_result_t<Read, Session&> {
    HAAT_TRY(auto database, take_reader());
    Session session(*database);
    auto result = read(session);
    give_back(std::move(database));
    return result;
  }

  // The same in one transaction: all of it happens, or, with an error, nothing.
  template <class Change>
  auto change(Change change) -> std::invoke_result_t<Change, Session&> {
    const std::lock_guard lock(writing_);
    HAAT_TRY_VOID(writer_->script("BEGIN IMMEDIATE"));
    Rollback rollback{writer_.get()};
    Session session(*writer_);
    auto result = change(session);
    if (!result) return result;
    HAAT_TRY_VOID(writer_->script("COMMIT"));
    rollback.database = nullptr;
    return result;
  }

 private:
  struct Rollback {
    Database* database;
    ~Rollback() {
      if (database) static_cast<void>(database->script("ROLLBACK"));
    }
  };

  Store(std::filesystem::path path, std::unique_ptr<Database> writer)
      : path_(std::move(path)), writer_(std::move(writer)) {}
  Result<std::unique_ptr<Database>> take_reader();
  void give_back(std::unique_ptr<Database> database);

  std::filesystem::path path_;
  std::mutex writing_;
  std::unique_ptr<Database> writer_;
  std::mutex idle_lock_;
  std::vector<std::unique_ptr<Database>> idle_readers_;
};

}  // namespace haat::server
