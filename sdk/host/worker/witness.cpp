#include "sdk/host/worker/witness.hpp"

#include <sys/socket.h>

#include <cstring>
#include <utility>

namespace haat {

namespace {

void send_descriptor(const Descriptor& socket, const Descriptor& given) {
  const int descriptor = given.number();
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof descriptor)]{};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* const head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
  ::sendmsg(socket.number(), &message, MSG_NOSIGNAL);  // a host that is gone ends us in another way
}

}  // namespace

Witness::Witness(Descriptor socket) : socket_(std::move(socket)) {
  thread_ = std::thread([this, listener = listener_.get_future()]() mutable {
    if (const Descriptor given = listener.get()) send_descriptor(socket_, given);
  });
}

void Witness::hand_over(Descriptor listener) {
  listener_.set_value(std::move(listener));
  thread_.join();
}

Witness::~Witness() {
  if (thread_.joinable()) hand_over(Descriptor());
}

}  // namespace haat
