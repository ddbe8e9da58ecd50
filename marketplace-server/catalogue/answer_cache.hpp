#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "marketplace-server/http/response.hpp"

namespace haat::server {

// Answers about the catalogue, for as long as it does not change. Holds at most so many bytes, of
// those that were asked for last. Any thread.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most_bytes = 64u << 20) : most_bytes_(most_bytes) {}

  // What was kept under the key when the catalogue was at this change; nullptr: nothing.
  std::shared_ptr<const Response> find(std::int64_t change, const std::string& key);
  void keep(std::int64_t change, const std::string& key, std::shared_ptr<const Response> answer);

 private:
  using Answers = std::unordered_map<std::string, std::shared_ptr<const Response>>;

  void put(const std::string& key, std::shared_ptr<const Response> answer);

  std::mutex lock_;
  std::size_t most_bytes_;
  std::int64_t change_ = -1;
  // When the young ones fill half of the room they become the old, and the old ones go: nearly what
  // a list by last use would do, for the price of a look-up.
  Answers young_, old_;
  std::size_t young_bytes_ = 0;
};

}  // namespace haat::server
