#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "core/result.hpp"

namespace haat::server {

// Where an object store is, and how much is asked of it:
//   s3://BUCKET[/PREFIX][?endpoint=https://HOST:PORT][&region=NAME][&cache=BYTES][&patience=SECONDS]
// The keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
struct S3Settings {
  std::string endpoint;  // without a slash at the end; that of the region at Amazon, if not said
  std::string bucket;
  std::string prefix;  // of the objects' names; empty, or with a slash at the end
  std::string region = "us-east-1";
  std::uint64_t cache = 10ull << 30;  // bytes of copies on this machine
  std::chrono::seconds patience{30};  // for so long an exchange that failed is tried again
  std::uint64_t part = 64ull << 20;   // a larger object is sent in parts of so many bytes
  std::string access_key, secret_key;
};

// Of the object with that key; of the bucket, if there is none.
std::string url_of(const S3Settings& settings, const std::string& key);

// invalid_argument ("blobs-url-invalid") with what is wrong with it.
Result<S3Settings> parse_s3_url(const std::string& url);

}  // namespace haat::server
