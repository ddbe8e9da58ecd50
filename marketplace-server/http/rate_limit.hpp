#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "marketplace-server/http/headers.hpp"

namespace haat::server {

// How many requests a minute; 0: as many as they like.
struct Rates {
  std::uint64_t account = 0;  // of one account, whichever of its tokens it comes with
  std::uint64_t address = 0;  // of one address, without a token
  std::uint64_t uploads = 0;  // packages of one account
  std::uint64_t sign_in = 0;  // of one address, with a token that nobody has, or to sign in
};

// Token buckets: each holds a minute's requests and fills up evenly. In memory, for 100,000 callers
// at once; beyond that some are forgotten, who begin anew. Threads: any.
class RateLimit {
 public:
  enum class Kind { account, address, uploads, sign_in };
  using SteadyClock = std::chrono::steady_clock;

  explicit RateLimit(Rates rates) : rates_(rates) {}

  // What a request was told. `wait` is 0 where it may go on, else the seconds to the next that may.
  struct Verdict {
    std::uint64_t quota = 0;  // of a minute; 0: there is no limit
    std::uint64_t left = 0;
    std::uint64_t full_in = 0;  // seconds
    std::uint64_t wait = 0;
  };
  Verdict take(Kind kind, const std::string& who, SteadyClock::time_point now);

 private:
  struct Bucket {
    double tokens = 0;
    SteadyClock::time_point at;
  };
  std::uint64_t quota_of(Kind kind) const;
  Bucket& bucket(const std::string& name, double full, SteadyClock::time_point now);

  const Rates rates_;
  std::mutex lock_;
  std::unordered_map<std::string, Bucket> buckets_;
};

// RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers), and Retry-After where it
// has to wait.
void add_rate_headers(RateLimit::Kind kind, const RateLimit::Verdict& verdict, Headers& headers);

}  // namespace haat::server
