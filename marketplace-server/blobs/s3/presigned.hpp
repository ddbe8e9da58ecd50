#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "marketplace-server/blobs/s3/s3_settings.hpp"
#include "sdk/host/http/url.hpp"

namespace haat::server {

// An address at which anybody may GET an object for so long, counted from `now`: Signature Version
// 4 in the query (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). `object`
// is made of what needs no escape; `query` is signed, too.
std::string presigned_get(const S3Settings& settings, const http::Url& object,
                          std::vector<std::pair<std::string, std::string>> query, Time now,
                          std::chrono::seconds good_for);

}  // namespace haat::server
