#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/open_database.hpp"

namespace haat::server {

// Connections that are kept from one use to the next. Threads: any.
class Readers {
 public:
  Readers(std::string where, Access access) : where_(std::move(where)), access_(access) {}

  Result<std::unique_ptr<Database>> take();
  void give_back(std::unique_ptr<Database> database);

 private:
  std::string where_;
  Access access_;
  std::mutex lock_;
  std::vector<std::unique_ptr<Database>> idle_;
};

// A copy of PostgreSQL that follows it (a streaming replica), and may be behind, or gone.
class Replica {
 public:
  explicit Replica(const std::string& where) : readers_(where, Access::reads) {}

  // A connection to it, where the catalogue has come to that change; else nullptr. One that does
  // not answer is left alone for a while.
  std::unique_ptr<Database> take(std::int64_t change);
  void give_back(std::unique_ptr<Database> database) { readers_.give_back(std::move(database)); }

 private:
  bool rests();
  void rest();

  Readers readers_;
  std::mutex lock_;
  std::chrono::steady_clock::time_point rests_until_{};
};

}  // namespace haat::server
