#include "sdk/host/channel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace haat {

namespace {

constexpr std::size_t read_size = 128u << 10;

tl::unexpected<Breach> gone() {
  return tl::unexpected<Breach>(Breach{Breach::Kind::gone, {}});
}
tl::unexpected<Breach> late() {
  return tl::unexpected<Breach>(Breach{Breach::Kind::late, {}});
}

bool again() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

tl::expected<void, Breach> Channel::wait(short events, Deadline deadline) {
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return late();
    pollfd waiting{socket_.number(), events, 0};
    const int ready =
        ::poll(&waiting, 1, static_cast<int>(std::min<long long>(left.count(), 60'000)));
    if (ready > 0) return {};  // an error or a hang-up shows in the next read or write
    if (ready < 0 && errno != EINTR) return gone();
  }
}

tl::expected<void, Breach> Channel::send(wire::Type type, std::uint64_t request,
                                         std::string_view payload, Deadline deadline) {
  const auto header = wire::encode({static_cast<std::uint32_t>(payload.size()), type, request});
  std::string bytes(header.data(), header.size());
  bytes += payload;
  for (std::string_view rest = bytes; !rest.empty();) {
    const ssize_t sent =
        ::send(socket_.number(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      rest.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent < 0 && again()) {
      if (auto ready = wait(POLLOUT, deadline); !ready) return ready;
    } else {
      return gone();
    }
  }
  return {};
}

// Until there are `bytes` that no frame has taken.
tl::expected<void, Breach> Channel::fill(std::size_t bytes, Deadline deadline) {
  while (filled_ - taken_ < bytes) {
    if (taken_ > 0) {
      buffer_.erase(0, taken_);
      filled_ -= taken_;
      taken_ = 0;
    }
    buffer_.resize(std::max(bytes, filled_ + read_size));
    const ssize_t got =
        ::recv(socket_.number(), buffer_.data() + filled_, buffer_.size() - filled_, MSG_DONTWAIT);
    if (got > 0) {
      filled_ += static_cast<std::size_t>(got);
    } else if (got < 0 && again()) {
      if (auto ready = wait(POLLIN, deadline); !ready) return ready;
    } else {
      return gone();
    }
  }
  return {};
}

tl::expected<wire::Frame, Breach> Channel::receive(Deadline deadline) {
  if (auto header = fill(wire::header_size, deadline); !header) {
    return tl::unexpected<Breach>(header.error());
  }
  wire::Frame frame;
  frame.header = wire::decode({buffer_.data() + taken_, wire::header_size});
  if (!frame.header.well_formed) return garbage("sent what is no frame of the protocol");
  const std::size_t size = wire::header_size + frame.header.size;
  if (auto whole = fill(size, deadline); !whole) return tl::unexpected<Breach>(whole.error());
  frame.payload = {buffer_.data() + taken_ + wire::header_size, frame.header.size};
  taken_ += size;
  return frame;
}

void Channel::hang_up() {
  ::shutdown(socket_.number(), SHUT_RDWR);
}

}  // namespace haat
