#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "sdk/host/descriptor.hpp"
#include "sdk/host/wire/frame.hpp"

namespace haat {

using Deadline = std::chrono::steady_clock::time_point;

// How a worker broke off a conversation.
struct Breach {
  enum class Kind {
    late,     // nothing came, or nothing was taken, until the deadline
    gone,     // it closed its end, mostly by dying
    garbage,  // what it sent is not what the protocol allows here
    greedy,   // it took more of the machine than it may
  };
  Kind kind;
  std::string what;  // garbage, greedy: a phrase for the sentence about it
};

inline tl::unexpected<Breach> garbage(std::string what) {
  return tl::unexpected<Breach>(Breach{Breach::Kind::garbage, std::move(what)});
}

// The host's end of the socket to a worker. No wait without a deadline, no more memory than one
// frame. Threads: one at a time.
class Channel {
 public:
  explicit Channel(Descriptor socket) : socket_(std::move(socket)) {}

  tl::expected<void, Breach> send(wire::Type type, std::uint64_t request, std::string_view payload,
                                  Deadline deadline);
  // The payload stays valid until the next receive.
  tl::expected<wire::Frame, Breach> receive(Deadline deadline);

  int descriptor() const { return socket_.number(); }
  void hang_up();  // the worker reads the end of the conversation and leaves

 private:
  tl::expected<void, Breach> wait(short events, Deadline deadline);
  tl::expected<void, Breach> fill(std::size_t bytes, Deadline deadline);

  Descriptor socket_;
  std::string buffer_;
  std::size_t taken_ = 0;   // of buffer_, by frames that were handed out
  std::size_t filled_ = 0;  // of buffer_
};

}  // namespace haat
