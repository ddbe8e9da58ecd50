#include "marketplace-server/http/open_connections.hpp"

#include <sys/socket.h>

#include <algorithm>

namespace haat::server {
namespace {

using namespace std::chrono_literals;

constexpr auto head_patience = 10s;
constexpr auto transfer_patience = 60s;
constexpr std::uint64_t slowest_line = 8 * 1024;      // bytes a second
constexpr std::uint64_t most_announced = 1ull << 40;  // beyond it, the sum would overflow
constexpr auto look_every = 1s;

// Not closed: its thread still has the number. It finds the connection at its end, and goes.
void cut(int socket) {
  ::shutdown(socket, SHUT_RDWR);
}

}  // namespace

OpenConnections::OpenConnections() : thread_([this] { watch(); }) {}

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
  while (!wake_.wait_for(guard, look_every, [this] { return stopping_; }))
    for (const auto& [socket, due] : due_)
      if (SteadyClock::now() > due) cut(socket);
}

void OpenConnections::cut_all() {
  const std::lock_guard guard(lock_);
  for (const auto& [socket, due] : due_) cut(socket);
}

OpenConnections::Place::Place(OpenConnections& all, int socket) : all_(all), socket_(socket) {
  expect_head();
}

OpenConnections::Place::~Place() {
  const std::lock_guard guard(all_.lock_);
  all_.due_.erase(socket_);
}

void OpenConnections::Place::expect_by(SteadyClock::time_point due) {
  const std::lock_guard guard(all_.lock_);
  all_.due_[socket_] = due;
}

void OpenConnections::Place::expect_head() {
  expect_by(SteadyClock::now() + head_patience);
}

void OpenConnections::Place::expect_transfer(std::uint64_t bytes) {
  expect_by(SteadyClock::now() + transfer_patience +
            std::chrono::seconds(std::min(bytes, most_announced) / slowest_line));
}

void OpenConnections::Place::expect_nothing() {
  expect_by(SteadyClock::time_point::max());
}

}  // namespace haat::server
