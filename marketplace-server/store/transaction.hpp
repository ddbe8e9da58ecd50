#pragma once

#include <utility>

#include "marketplace-server/store/database.hpp"

namespace haat::server {

// A change of the database that is undone unless it is committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database) {
    HAAT_TRY_VOID(database.begin());
    return Transaction(database);
  }
  static Result<Transaction> begin_alongside(Database& database) {
    HAAT_TRY_VOID(database.begin_alongside());
    return Transaction(database);
  }
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  ~Transaction() {
    if (database_) database_->rollback();
  }
  Result<void> commit() {
    auto committed = database_->commit();
    if (committed) database_ = nullptr;
    return committed;
  }

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace haat::server
