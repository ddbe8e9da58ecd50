#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/blobs/s3/s3_settings.hpp"

namespace haat::server {

// A part of a file as the body of a request.
struct Stretch {
  std::filesystem::path path;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

struct S3Request {
  std::string method = "GET";
  std::string key = {};                                         // empty: of the bucket itself
  std::vector<std::pair<std::string, std::string>> query = {};  // in the order of the names
  std::string body = {};                                        // or
  std::optional<Stretch> file = {};
  const BlobReader* reader = nullptr;  // takes the answer's bytes, if it is a good one
  bool once = false;                   // fails rather than being tried again
};

struct S3Answer {
  int status = 0;
  std::string body = {};  // at most a megabyte; what a reader took is not in it
  std::string etag = {};
  Time modified = {};
  std::uint64_t size = 0;
};

// Signed requests to an object store (AWS signature 4, the body's digest with it), by libcurl. What
// failed on the way, and what the store could not do (5xx, 429), is tried again for as long as the
// settings say, with growing pauses. Whatever arrived whole is an answer, 404 too; no answer at
// all, or one that refuses us, is unavailable ("blobs-unavailable"). No error tells a key. Threads:
// any.
class S3Exchange {
 public:
  explicit S3Exchange(S3Settings settings);
  ~S3Exchange();

  Result<S3Answer> operator()(const S3Request& request) const;
  const S3Settings& settings() const { return settings_; }

 private:
  struct Attempt;
  struct Connection;
  Result<S3Answer> attempt(const S3Request& request, const Sha256& digest, bool& again) const;

  S3Settings settings_;
  // Handles of libcurl, which keep their connections.
  mutable std::mutex lock_;
  mutable std::vector<std::unique_ptr<Connection>> idle_;
};

// The store did something that no store should.
tl::unexpected<Error> store_failure(const std::string& what);

}  // namespace haat::server
