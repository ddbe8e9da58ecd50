#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "marketplace-server/http/headers.hpp"

namespace haat::server {

// Token buckets: each holds a minute's requests, and fills up evenly. Whoever was silent for a
// minute has a full one, as somebody new has, so only those are kept who asked within the last two;
// beyond 200,000 some are forgotten, who begin anew. Threads: any.
class RateLimit {
 public:
  using SteadyClock = std::chrono::steady_clock;

  // `name` is told to clients; `quota` requests a minute, 0: as many as they like.
  RateLimit(std::string name, std::uint64_t quota) : name_(std::move(name)), quota_(quota) {}

  // What a request is told. `wait` is 0 where it may go on, else the seconds to the next that may.
  struct Verdict {
    std::uint64_t left = 0;
    std::uint64_t full_in = 0;  // seconds
    std::uint64_t wait = 0;
  };
  Verdict take(const std::string& who, SteadyClock::time_point now);

  std::uint64_t quota() const { return quota_; }

  // RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10), and Retry-After where
  // it has to wait.
  void describe(const Verdict& verdict, Headers& headers) const;

 private:
  struct Bucket {
    double tokens = 0;
    SteadyClock::time_point at;
  };
  using Buckets = std::unordered_map<std::string, Bucket>;
  Bucket& bucket(const std::string& who, SteadyClock::time_point now);

  const std::string name_;
  const std::uint64_t quota_;
  std::mutex lock_;
  Buckets recent_, earlier_;  // a minute each, at most
  SteadyClock::time_point turned_{};
};

}  // namespace haat::server
