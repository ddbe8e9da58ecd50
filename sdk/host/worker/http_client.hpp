#pragma once

#include <string>
#include <thread>

#include "sdk/host/worker/call.hpp"
#include "sdk/provider/provider.h"

namespace haat {

// haat.http of provider.h, by asking the host. What cannot be asked at all is refused here; whether
// it may be asked is the host's to judge.
class HttpClient {
 public:
  explicit HttpClient(Call& call) : call_(call) {}

  haat_status send(const haat_http_request& request, const haat_http_sink& sink);
  const std::string& why() const { return why_; }

 private:
  class Exchange;
  haat_status ask(const haat_http_request& request, const haat_http_sink& sink);
  haat_status hand_over(Exchange& exchange, const haat_http_sink& sink);
  haat_status refuse(haat_status status, std::string why);
  haat_status failed(const wire::Frame& frame);

  Call& call_;
  std::thread::id thread_ = std::this_thread::get_id();
  bool busy_ = false;
  std::string why_;
};

}  // namespace haat
