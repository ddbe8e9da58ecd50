#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>

#include "core/result.hpp"
#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/readers.hpp"
#include "marketplace-server/store/session.hpp"
#include "marketplace-server/store/transaction.hpp"

namespace haat::server {

// What a marketplace knows. Readers never wait for the writer nor for each other; writers wait for
// each other, on whatever machine they are.
class Store {
 public:
  // `where` is a file of SQLite, or postgresql://USER@HOST/DATABASE. The newest form is made of
  // what is there. ("database-unusable", "database-newer", ...)
  static Result<std::unique_ptr<Store>> open(const std::string& where);

  // A copy that follows the database, postgresql://USER@HOST/DATABASE: reads that allow it go
  // there. Before anybody reads.
  void use_replica(const std::string& where) { replica_.emplace(where); }

  // Whether other servers may be using it.
  bool is_shared() const;

  // A file of SQLite that is only looked at, in the form that it has. unsupported
  // ("database-older", "database-newer"); not_found ("database-missing").
  static Result<std::unique_ptr<Store>> inspect(const std::filesystem::path& path);

  // A copy of such a file as it is at one moment, while others read and write. `to` must not be
  // there.
  static Result<void> copy(const std::filesystem::path& from, const std::filesystem::path& to);

  // `read` takes a Session& and returns a Result. It is called again where the connection was lost.
  template <class Read>
  auto view(Read read) -> std::invoke_result_t<Read, Session&> {
    for (bool again = true;; again = false) {
      HAAT_TRY(auto database, readers_.take());
      Session session(*database);
      auto result = read(session);
      if (!result && !database->good() && again) continue;
      readers_.give_back(std::move(database));
      return result;
    }
  }

  // The same for who has seen no more of the catalogue than that change: of a replica, where one
  // has come so far and answers.
  template <class Read>
  auto view_since(std::int64_t change, Read read) -> std::invoke_result_t<Read, Session&> {
    if (auto database = replica_ ? replica_->take(change) : nullptr) {
      Session session(*database);
      auto result = read(session);
      replica_->give_back(std::move(database));
      if (result || result.error().kind != Errc::unavailable) return result;
    }
    return view(read);
  }

  // The same in one transaction: all of it happens, or, with an error, nothing.
  template <class Change>
  auto change(Change change) -> std::invoke_result_t<Change, Session&> {
    const std::lock_guard lock(writing_);
    HAAT_TRY(Transaction transaction, begin());
    Session session(*writer_);
    auto result = change(session);
    if (!result) return result;
    HAAT_TRY_VOID(transaction.commit());
    return result;
  }

  // A change that waits for no other one, on whatever machine that is: it has to lock the rows that
  // it changes (Database::skip_locked()). In a file there is one writer, so there it is a change
  // like any other.
  template <class Change>
  auto change_alongside(Change change) -> std::invoke_result_t<Change, Session&> {
    if (!is_shared()) return this->change(change);
    HAAT_TRY(auto database, readers_.take());
    auto result = changed_alongside(*database, change);
    readers_.give_back(std::move(database));
    return result;
  }

 private:
  template <class Change>
  auto changed_alongside(Database& database, Change& change)
      -> std::invoke_result_t<Change, Session&> {
    HAAT_TRY(Transaction transaction, begin_alongside(database));
    Session session(database);
    auto result = change(session);
    if (!result) return result;
    HAAT_TRY_VOID(transaction.commit());
    return result;
  }

  Store(std::string where, std::unique_ptr<Database> writer)
      : where_(where), writer_(std::move(writer)), readers_(std::move(where), Access::writes) {}
  Result<Transaction> begin();  // by another connection, where the writer's was lost
  Result<Transaction> begin_alongside(Database& database) const;

  std::string where_;
  std::mutex writing_;
  std::unique_ptr<Database> writer_;
  Readers readers_;
  std::optional<Replica> replica_;
};

}  // namespace haat::server
