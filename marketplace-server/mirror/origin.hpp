#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/blobs/staging.hpp"
#include "sdk/host/http/transfer.hpp"

namespace haat::server {

// The marketplace that is mirrored, as any client reads it: public addresses only, no token.
// Nothing of what it answers is believed here. Threads: one.
//
// Errors: unavailable ("origin-unreachable"), too_large ("origin-too-large"), not_found
// ("origin-has-not"), invalid_argument ("origin-url-invalid").
class Origin {
 public:
  static Result<Origin> at(const std::string& url);

  const std::string& url() const { return url_; }
  // `path` begins behind the URL: "/api/v1/log/checkpoint".
  Result<std::string> text(const std::string& path, std::uint64_t largest);
  Result<void> file(const std::string& path, std::uint64_t largest, IncomingFile& to);

 private:
  Origin(std::string url, std::string host) : url_(std::move(url)), host_(std::move(host)) {}
  template <typename Take>
  Result<void> get(const std::string& path, std::uint64_t largest, const Take& take);
  template <typename Take>
  Result<void> get(const http::Url& url, bool may_send_on, std::uint64_t largest, const Take& take);

  std::string url_;
  std::string host_;
  http::Connections connections_;
};

}  // namespace haat::server
