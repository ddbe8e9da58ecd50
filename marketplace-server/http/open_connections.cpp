#include "marketplace-server/http/open_connections.hpp"

#include <sys/socket.h>

#include <algorithm>

namespace haat::server {
namespace {

using namespace std::chrono_literals;

constexpr auto head_patience = 10s;
constexpr auto transfer_patience = 60s;
constexpr auto idle_patience = 75s;
constexpr auto idle_patience_if_many = 2s;
constexpr std::uint64_t slowest_line = 8 * 1024;      // bytes a second
constexpr std::uint64_t most_announced = 1ull << 40;  // beyond it, the sum would overflow
constexpr auto look_every = 1s;

// Not closed: its thread still has the number. It finds the connection at its end, and goes.
void cut(int socket) {
  ::shutdown(socket, SHUT_RDWR);
}

}  // namespace

OpenConnections::OpenConnections(std::size_t many) : many_(many), thread_([this] { watch(); }) {}

OpenConnections::~OpenConnections() {
  {
    const std::lock_guard guard(lock_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void OpenConnections::watch() {
  std::unique_lock guard(lock_);
  while (!wake_.wait_for(guard, look_every, [this] { return stopping_; })) {
    const auto now = SteadyClock::now();
    const bool many = expected_.size() > many_;
    for (const auto& [socket, expected] : expected_)
      if (now > (many ? expected.by_if_many : expected.by)) cut(socket);
  }
}

void OpenConnections::cut_idle() {
  const std::lock_guard guard(lock_);
  for (const auto& [socket, expected] : expected_)
    if (expected.idle) cut(socket);
}

void OpenConnections::cut_all() {
  const std::lock_guard guard(lock_);
  for (const auto& [socket, expected] : expected_) cut(socket);
}

void OpenConnections::expect(int socket, Expected expected) {
  const std::lock_guard guard(lock_);
  expected_[socket] = expected;
}

OpenConnections::Place::Place(OpenConnections& all, int socket) : all_(all), socket_(socket) {
  expect_head();
}

OpenConnections::Place::~Place() {
  const std::lock_guard guard(all_.lock_);
  all_.expected_.erase(socket_);
}

void OpenConnections::Place::expect_head() {
  const auto by = SteadyClock::now() + head_patience;
  all_.expect(socket_, {by, by});
}

void OpenConnections::Place::expect_transfer(std::uint64_t bytes) {
  const auto by = SteadyClock::now() + transfer_patience +
                  std::chrono::seconds(std::min(bytes, most_announced) / slowest_line);
  all_.expect(socket_, {by, by});
}

void OpenConnections::Place::expect_nothing() {
  all_.expect(socket_, {SteadyClock::time_point::max(), SteadyClock::time_point::max()});
}

void OpenConnections::Place::expect_next_request() {
  const auto now = SteadyClock::now();
  all_.expect(socket_, {now + idle_patience, now + idle_patience_if_many, true});
}

}  // namespace haat::server
