#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/host/http/allowed_hosts.hpp"
#include "sdk/host/http/reply.hpp"
#include "sdk/host/http/url.hpp"

struct sockaddr;

namespace haat::http {

// The connections to partners that are kept for the next request. Threads: one at a time.
class Connections {
 public:
  Connections();
  void* raw() const { return multi_.get(); }

 private:
  struct Close {
    void operator()(void* multi) const;
  };
  std::unique_ptr<void, Close> multi_;
};

// One request to one host and what it answers, by libcurl: HTTP/1.1, TLS verified, no proxy, no
// cookies, no redirects, and no connection to an address that the host may not have. Nothing moves
// but in run(), so a slow reader slows the partner down.
class Transfer {
 public:
  // `largest` bounds the decoded body. All but `request` must outlive it.
  Transfer(Connections& connections, const Url& url, const AllowedHosts::Host& host,
           const wire::HttpRequest& request, std::uint64_t largest);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Until the head is there, until a piece is full, or until all came.
  tl::expected<void, Fault> await_head(const Wait& wait);
  tl::expected<void, Fault> await_piece(const Wait& wait);

  const wire::HttpHead& head() const { return head_; }
  const std::string& location() const { return location_; }
  std::string_view take();  // wire::max_piece at most; empty after the last

 private:
  struct Parts;  // libcurl's
  static std::size_t on_header(char* bytes, std::size_t one, std::size_t size, void* self);
  static std::size_t on_body(char* bytes, std::size_t one, std::size_t size, void* self);
  static int on_socket(void* self, int purpose, void* address);

  void set_up(const wire::HttpRequest& request);
  void set_up_security();
  bool keep_header(std::string_view line);
  void finish_head();
  bool refuse(haat_status status, std::string sentence);  // false, for callbacks
  tl::expected<void, Fault> move(const Wait& wait);       // a little further
  Fault explain(int code) const;
  std::size_t held() const { return buffer_.size() - taken_; }

  std::unique_ptr<Parts> parts_;
  const Url& url_;
  const AllowedHosts::Host& host_;
  const std::uint64_t largest_;
  std::string sent_;  // the request's body

  wire::HttpHead head_;
  std::string location_;
  std::size_t head_bytes_ = 0;
  bool head_done_ = false;
  bool encoded_ = false;
  std::string buffer_;
  std::size_t taken_ = 0;  // of buffer_
  std::uint64_t received_ = 0;
  bool paused_ = false;
  bool finished_ = false;
  std::string refused_address_;
  std::optional<Fault> fault_{};
};

}  // namespace haat::http
