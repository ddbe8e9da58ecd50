#include "sdk/host/worker/connection.hpp"

#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "sdk/host/worker/run_worker.hpp"

namespace haat {

// Plain reads and writes, since the filter of system calls knows no others.
void Connection::send(wire::Type type, std::uint64_t request, std::string_view payload) const {
  auto header = wire::encode({static_cast<std::uint32_t>(payload.size()), type, request});
  std::size_t sent = 0;
  while (sent < header.size() + payload.size()) {
    const std::size_t of_header = std::min(sent, header.size());
    const std::size_t of_payload = sent - of_header;
    iovec parts[] = {{header.data() + of_header, header.size() - of_header},
                     {const_cast<char*>(payload.data()) + of_payload, payload.size() - of_payload}};
    const ssize_t written = ::writev(socket_, parts, 2);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) ::_exit(exit_without_host);
    sent += static_cast<std::size_t>(written);
  }
}

bool Connection::read(char* into, std::size_t size) const {
  for (std::size_t filled = 0; filled < size;) {
    const ssize_t got = ::read(socket_, into + filled, size - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    filled += static_cast<std::size_t>(got);
  }
  return true;
}

std::optional<wire::Frame> Connection::receive() {
  std::array<char, wire::header_size> bytes{};
  if (!read(bytes.data(), bytes.size())) return std::nullopt;
  wire::Frame frame;
  frame.header = wire::decode({bytes.data(), bytes.size()});
  if (!frame.header.well_formed) ::_exit(exit_without_host);
  payload_.resize(frame.header.size);
  if (!read(payload_.data(), payload_.size())) return std::nullopt;
  frame.payload = payload_;
  return frame;
}

}  // namespace haat
