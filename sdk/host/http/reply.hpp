#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "sdk/host/wire/frame.hpp"
#include "sdk/host/wire/messages.hpp"
#include "sdk/provider/provider.h"

namespace haat::http {

// Why there is no answer, or no more of it, in the words of provider.h's haat_http.
struct Fault {
  haat_status status;
  std::string sentence;
};
inline tl::unexpected<Fault> fault(haat_status status, std::string sentence) {
  return tl::unexpected<Fault>(Fault{status, std::move(sentence)});
}

// How long somebody waits for a partner.
struct Wait {
  std::chrono::steady_clock::time_point until;
  // The worker's socket: while it waits for us it has nothing to say, so whatever comes ends this.
  int worker = -1;
  std::function<bool()> go_on{};  // asked now and then; none: yes
};

// What a partner answers to one request, from the network or from a recording.
class Reply {
 public:
  virtual ~Reply() = default;
  virtual tl::expected<wire::HttpHead, Fault> head(const Wait& wait) = 0;  // once, first
  // The next bytes, wire::max_piece at most; empty: that was all. Valid until the next call.
  virtual tl::expected<std::string_view, Fault> body(const Wait& wait) = 0;
  virtual std::string way() const { return {}; }  // where it was sent on to, fit for a log
};

}  // namespace haat::http
