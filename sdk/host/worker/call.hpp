#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <thread>

#include "sdk/host/worker/connection.hpp"

namespace haat {

// What the host and this worker say to each other during one call of the host. In a fetch the bytes
// of the package and those of a response may be under way at once, so everything that comes is read
// here.
class Call {
 public:
  // The plugin is being started, and nothing was asked yet.
  explicit Call(Connection& connection) : connection_(connection) {}
  void begin(std::uint64_t request, std::uint64_t granted);

  // Bytes of the package; returns when the host has room for them. False: it wants no more.
  bool write(std::string_view bytes);

  // Whether the host wants no more of this call. Cheap: it looks every few milliseconds at most.
  // From another thread than this was made on: no.
  bool stopped();

  void send(wire::Type type, std::string_view payload) const {
    connection_.send(type, request_, payload);
  }
  // Once, if there are no descriptors left: tells the host.
  void tell_of_descriptors();
  // The host's answer to an http frame; its payload stays valid until the next frame.
  wire::Frame http_answer();

 private:
  bool take_grant(const wire::Frame& frame);

  Connection& connection_;
  const std::thread::id thread_ = std::this_thread::get_id();
  std::uint64_t request_ = 0;
  std::uint64_t granted_ = 0;
  bool stopped_ = false;
  bool told_ = false;  // of descriptors
  std::chrono::steady_clock::time_point looked_{};
};

}  // namespace haat
