#include "sdk/host/worker/call.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "sdk/host/descriptor.hpp"
#include "sdk/host/wire/fields.hpp"
#include "sdk/host/worker/run_worker.hpp"

namespace haat {

using wire::Type;

namespace {

constexpr std::chrono::milliseconds look{10};

wire::Frame next_of(Connection& connection) {
  const auto frame = connection.receive();
  if (!frame) ::_exit(exit_without_host);
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

void Call::tell_of_descriptors() {
  if (told_) return;
  const Descriptor next(::fcntl(connection_.descriptor(), F_DUPFD_CLOEXEC, 0));
  if (next || errno != EMFILE) return;
  told_ = true;
  send(Type::used_up, {});
}

wire::Frame Call::http_answer() {
  for (;;) {
    const wire::Frame frame = next_of(connection_);
    if (!take_grant(frame)) return frame;
  }
}

}  // namespace haat
