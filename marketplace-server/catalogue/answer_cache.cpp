#include "marketplace-server/catalogue/answer_cache.hpp"

namespace haat::server {

std::shared_ptr<const Response> AnswerCache::find(std::int64_t change, const std::string& key) {
  const std::lock_guard guard(lock_);
  if (change != change_) return nullptr;
  if (const auto at = young_.find(key); at != young_.end()) return at->second;
  const auto at = old_.find(key);
  if (at == old_.end()) return nullptr;
  auto answer = std::move(at->second);
  old_.erase(at);
  put(key, answer);
  return answer;
}

void AnswerCache::keep(std::int64_t change, const std::string& key,
                       std::shared_ptr<const Response> answer) {
  const std::lock_guard guard(lock_);
  if (change < change_) return;  // somebody was quicker, with a newer catalogue
  if (change > change_) {
    young_.clear();
    old_.clear();
    young_bytes_ = 0;
    change_ = change;
  }
  put(key, std::move(answer));
}

void AnswerCache::put(const std::string& key, std::shared_ptr<const Response> answer) {
  const std::size_t bytes = key.size() + answer->body.size() + 256;
  if (bytes > most_bytes_ / 8) return;
  if (young_bytes_ + bytes > most_bytes_ / 2) {
    old_ = std::move(young_);
    young_.clear();
    young_bytes_ = 0;
  }
  if (young_.emplace(key, std::move(answer)).second) young_bytes_ += bytes;
}

}  // namespace haat::server
