#include "marketplace-server/http/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace haat::server {
namespace {

constexpr double window = 60;  // seconds
constexpr std::size_t most_buckets = 100'000;

const char* name_of(RateLimit::Kind kind) {
  switch (kind) {
    case RateLimit::Kind::account:
      return "account";
    case RateLimit::Kind::address:
      return "address";
    case RateLimit::Kind::uploads:
      return "uploads";
    case RateLimit::Kind::sign_in:
      return "sign-in";
  }
  return "";
}

std::uint64_t seconds_for(double tokens, double quota) {
  return static_cast<std::uint64_t>(std::ceil(std::max(0.0, tokens) * window / quota));
}

}  // namespace

std::uint64_t RateLimit::quota_of(Kind kind) const {
  switch (kind) {
    case Kind::account:
      return rates_.account;
    case Kind::address:
      return rates_.address;
    case Kind::uploads:
      return rates_.uploads;
    case Kind::sign_in:
      return rates_.sign_in;
  }
  return 0;
}

RateLimit::Bucket& RateLimit::bucket(const std::string& name, double full,
                                     SteadyClock::time_point now) {
  if (const auto found = buckets_.find(name); found != buckets_.end()) return found->second;
  if (buckets_.size() >= most_buckets) {
    // Whoever was silent for a minute has a full one again, as somebody new has.
    std::erase_if(buckets_, [&](const auto& each) {
      return now - each.second.at >= std::chrono::duration<double>(window);
    });
    if (buckets_.size() >= most_buckets) buckets_.erase(buckets_.begin());
  }
  return buckets_.emplace(name, Bucket{full, now}).first->second;
}

RateLimit::Verdict RateLimit::take(Kind kind, const std::string& who, SteadyClock::time_point now) {
  const std::uint64_t quota = quota_of(kind);
  if (quota == 0) return {};
  const auto full = static_cast<double>(quota);
  const std::lock_guard lock(lock_);
  Bucket& it = bucket(std::string(name_of(kind)) + " " + who, full, now);
  const double passed = std::chrono::duration<double>(now - it.at).count();
  it.tokens = std::min(full, it.tokens + std::max(0.0, passed) * full / window);
  it.at = now;
  Verdict verdict{.quota = quota};
  if (it.tokens >= 1)
    it.tokens -= 1;
  else
    verdict.wait = std::max<std::uint64_t>(1, seconds_for(1 - it.tokens, full));
  verdict.left = static_cast<std::uint64_t>(it.tokens);
  verdict.full_in = seconds_for(full - it.tokens, full);
  return verdict;
}

void add_rate_headers(RateLimit::Kind kind, const RateLimit::Verdict& verdict, Headers& headers) {
  if (verdict.quota == 0) return;
  const std::string name = std::string("\"") + name_of(kind) + "\"";
  headers.add("RateLimit-Policy", name + ";q=" + std::to_string(verdict.quota) + ";w=60");
  headers.add("RateLimit", name + ";r=" + std::to_string(verdict.left) +
                               ";t=" + std::to_string(verdict.full_in));
  if (verdict.wait > 0) headers.add("Retry-After", std::to_string(verdict.wait));
}

}  // namespace haat::server
