#include "marketplace-server/http/rate_limit.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace haat::server {
namespace {

constexpr double window = 60;  // seconds
constexpr std::size_t most_buckets = 100'000;

std::uint64_t seconds_for(double tokens, double quota) {
  constexpr double rounding = 1e-6;
  return static_cast<std::uint64_t>(std::ceil(std::max(0.0, tokens) * window / quota - rounding));
}

}  // namespace

RateLimit::Bucket& RateLimit::bucket(const std::string& who, SteadyClock::time_point now) {
  if (now - turned_ >= std::chrono::duration<double>(window) || recent_.size() >= most_buckets) {
    earlier_ = std::exchange(recent_, {});
    turned_ = now;
  }
  if (const auto found = recent_.find(who); found != recent_.end()) return found->second;
  Bucket it{static_cast<double>(quota_), now};
  if (const auto found = earlier_.find(who); found != earlier_.end()) it = found->second;
  return recent_.emplace(who, it).first->second;
}

RateLimit::Verdict RateLimit::take(const std::string& who, SteadyClock::time_point now) {
  if (quota_ == 0) return {};
  const auto full = static_cast<double>(quota_);
  const std::lock_guard lock(lock_);
  Bucket& it = bucket(who, now);
  const double passed = std::chrono::duration<double>(now - it.at).count();
  it.tokens = std::min(full, it.tokens + std::max(0.0, passed) * full / window);
  it.at = now;
  Verdict verdict;
  if (it.tokens >= 1)
    it.tokens -= 1;
  else
    verdict.wait = std::max<std::uint64_t>(1, seconds_for(1 - it.tokens, full));
  verdict.left = static_cast<std::uint64_t>(it.tokens);
  verdict.full_in = seconds_for(full - it.tokens, full);
  return verdict;
}

void RateLimit::describe(const Verdict& verdict, Headers& headers) const {
  if (quota_ == 0) return;
  const std::string quoted = "\"" + name_ + "\"";
  headers.add("RateLimit-Policy", quoted + ";q=" + std::to_string(quota_) + ";w=60");
  headers.add("RateLimit", quoted + ";r=" + std::to_string(verdict.left) +
                               ";t=" + std::to_string(verdict.full_in));
  if (verdict.wait > 0) headers.add("Retry-After", std::to_string(verdict.wait));
}

}  // namespace haat::server
