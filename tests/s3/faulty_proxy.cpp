#include "tests/s3/faulty_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace haat::test {
namespace {

constexpr std::size_t long_answer = 2000;

sockaddr_in local(unsigned short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

FaultyProxy::FaultyProxy(const std::string& endpoint)
    : to_(static_cast<unsigned short>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1)))) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = local(0);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("the proxy cannot listen");
  port_ = ntohs(address.sin_port);
  threads_.emplace_back([this] { accept(); });
}

FaultyProxy::~FaultyProxy() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  threads_.front().join();
  cut();
  for (std::size_t i = 1; i < threads_.size(); ++i) threads_[i].join();
  ::close(listener_);
}

void FaultyProxy::cut() {
  const std::lock_guard lock(lock_);
  for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
}

void FaultyProxy::set(Fault fault) {
  fault_ = fault;
  cut();
}

void FaultyProxy::accept() {
  while (!stopping_) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const std::lock_guard lock(lock_);
    open_.insert(client);
    threads_.emplace_back([this, client] { serve(client); });
  }
}

void FaultyProxy::serve(int client) {
  const int store = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = local(to_);
  const Fault fault = fault_;
  if (fault == Fault::silent || fault == Fault::error_500) {
    std::array<char, 16384> buffer;
    bool answered = false;
    while (::recv(client, buffer.data(), buffer.size(), 0) > 0)
      if (fault == Fault::error_500 && !std::exchange(answered, true))
        send_all(client,
                 "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n"
                 "Connection: close\r\n\r\n");
  } else if (fault != Fault::gone &&
             ::connect(store, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    std::thread answers([&] { forward(store, client, true); });
    forward(client, store, false);
    answers.join();
  }
  const std::lock_guard lock(lock_);
  open_.erase(client);
  ::close(client);
  ::close(store);
}

void FaultyProxy::forward(int from, int to, bool answers) const {
  std::array<char, 65536> buffer;
  std::size_t passed = 0;
  for (;;) {
    const ssize_t got = ::recv(from, buffer.data(), buffer.size(), 0);
    if (got <= 0) break;
    auto size = static_cast<std::size_t>(got);
    const bool is_long = answers && passed + size > long_answer;
    if (is_long && fault_ == Fault::truncated) size /= 2;
    if (is_long && fault_ == Fault::other_bytes) buffer[size - 1] ^= 1;
    passed += size;
    if (!send_all(to, {buffer.data(), size}) || (is_long && fault_ == Fault::truncated)) break;
  }
  ::shutdown(to, SHUT_RDWR);
  ::shutdown(from, SHUT_RDWR);
}

}  // namespace haat::test
