#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "marketplace-server/blobs/s3/s3_settings.hpp"

namespace haat::server {

// An address at which anybody may GET an object for so long, counted from `now`: Signature Version
// 4 in the query (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). `path` is
// the object's, from the endpoint's slash on, made of what needs no escape; `query` is signed, too.
std::string presigned_get(const S3Settings& settings, const std::string& path,
                          std::vector<std::pair<std::string, std::string>> query, Time now,
                          std::chrono::seconds good_for);

}  // namespace haat::server
