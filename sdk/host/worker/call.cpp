#include "sdk/host/worker/call.hpp"

#include <poll.h>
#include <unistd.h>

#include "sdk/host/wire/fields.hpp"

namespace haat {

using wire::Type;

namespace {

constexpr int without_host = 4;  // exit code
constexpr std::chrono::milliseconds look{10};

wire::Frame next_of(Connection& connection) {
  const auto frame = connection.receive();
  if (!frame) ::_exit(without_host);
  return *frame;
}

}  // namespace

void Call::begin(std::uint64_t request, std::uint64_t granted) {
  request_ = request;
  granted_ = granted;
  stopped_ = false;
}

bool Call::write(std::string_view bytes) {
  while (!bytes.empty()) {
    while (!stopped_ && granted_ == 0) take_grant(next_of(connection_));
    if (stopped_) return false;
    const auto size = static_cast<std::size_t>(
        std::min<std::uint64_t>({bytes.size(), wire::max_piece, granted_}));
    send(Type::piece, bytes.substr(0, size));
    granted_ -= size;
    bytes.remove_prefix(size);
  }
  return true;
}

bool Call::stopped() {
  if (std::this_thread::get_id() != thread_) return false;
  const auto now = std::chrono::steady_clock::now();
  if (stopped_ || now - looked_ < look) return stopped_;
  looked_ = now;
  pollfd waiting{connection_.descriptor(), POLLIN, 0};
  while (!stopped_ && ::poll(&waiting, 1, 0) > 0) take_grant(next_of(connection_));
  return stopped_;
}

// False: the frame is something else.
bool Call::take_grant(const wire::Frame& frame) {
  if (frame.header.request != request_) return false;
  if (frame.header.type == Type::stop) return stopped_ = true;
  if (frame.header.type != Type::grant) return false;
  granted_ += wire::Reader(frame.payload).u64();
  return true;
}

wire::Frame Call::http_answer() {
  for (;;) {
    const wire::Frame frame = next_of(connection_);
    if (!take_grant(frame)) return frame;
  }
}

}  // namespace haat
