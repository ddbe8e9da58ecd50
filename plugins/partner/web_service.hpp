#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sdk/provider/provider.hpp"

namespace partner {

// A partner's web service during one call of the host: it bounds what it may answer, and says what
// a status means. Every Failure is one for the operator, and names the host. Threads: as the
// provider's.
class WebService {
 public:
  struct Limits {
    std::size_t answer = 8u << 20;  // bytes of one that is read whole
    int requests = 20;
  };
  explicit WebService(haat::provider::Http http) : WebService(http, Limits()) {}
  WebService(haat::provider::Http http, const Limits& limits) : http_(http), limits_(limits) {}

  // Whatever the status is. A service that asks to be left alone for a second or less is.
  haat::provider::Response send(const haat::provider::Request& request);

  // Only 200; any other status throws what fault_of() makes of it.
  haat::provider::Response ask(const haat::provider::Request& request);

  // A zip, piece by piece, never held whole. HAAT_NOT_FOUND if it is gone, HAAT_FAULT_DATA if it
  // does not begin as a zip.
  void download(const haat::provider::Request& request, const haat::provider::Bytes& into);

 private:
  haat::provider::Response exchange(const haat::provider::Request& request);
  void count(const haat::provider::Request& request);

  haat::provider::Http http_;
  Limits limits_;
  int requests_ = 0;
};

// Whose fault an answer is that is not 200: 429 and 5xx the system's, which may be better later;
// 401, 403, 404 and 410 the settings'; all others the data's.
haat::provider::Failure fault_of(const haat::provider::Response& response, const std::string& who);

// "lms.example.org" of an URL, for a sentence.
std::string host_of(const std::string& url);

// An error page of a proxy or a login form, which often comes with 200.
bool is_html(std::string_view body);

}  // namespace partner
