#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/host/wire/frame.hpp"

namespace haat {

// The worker's end of the socket. It waits as long as it takes: the host's deadlines bound it. A
// host that is gone, or talks what is no protocol, ends the process.
class Connection {
 public:
  // With room for every frame of a running plugin: when one comes there may be no memory left.
  explicit Connection(int socket) : socket_(socket) { payload_.reserve(2 * wire::max_piece); }

  void send(wire::Type type, std::uint64_t request, std::string_view payload) const;
  int descriptor() const { return socket_; }
  // The payload stays valid until the next receive. nullopt: the host hung up.
  std::optional<wire::Frame> receive();

 private:
  bool read(char* into, std::size_t size) const;

  int socket_;
  std::string payload_;
};

}  // namespace haat
