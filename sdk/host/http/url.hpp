#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <tl/expected.hpp>

// libcurl's parsed URL; its header stays in this folder's .cpp files.
struct Curl_URL;

namespace haat::http {

// An absolute http or https URL. It is handed to libcurl as it was parsed, so that what was judged
// and what is connected to are read by one parser.
class Url {
 public:
  // The error is what is wrong with it, as in "the URL ... ".
  static tl::expected<Url, std::string> parse(const std::string& text);
  // Where a Location of this URL leads.
  tl::expected<Url, std::string> resolve(const std::string& location) const;

  const std::string& scheme() const { return scheme_; }
  const std::string& host() const { return host_; }  // lower case; IPv6 in brackets
  std::uint16_t port() const { return port_; }
  bool port_is_usual() const { return port_ == (scheme_ == "https" ? 443 : 80); }
  std::string authority() const;  // "lms.example.org", "lms.example.org:8443"
  std::string path() const;
  std::string text() const;  // whole
  // Fit for a log: of the query the names only, since values may be secrets.
  std::string without_secrets() const;
  bool same_origin(const Url& other) const {
    return scheme_ == other.scheme_ && host_ == other.host_ && port_ == other.port_;
  }
  Curl_URL* raw() const { return url_.get(); }

 private:
  struct Free {
    void operator()(Curl_URL* url) const;
  };
  using Handle = std::unique_ptr<Curl_URL, Free>;
  static tl::expected<Url, std::string> judged(Handle url);
  std::string part(int which) const;

  Handle url_;
  std::string scheme_;
  std::string host_;
  std::uint16_t port_ = 0;
};

}  // namespace haat::http
