#include "sdk/host/worker/witness.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <utility>

namespace haat {

namespace {

void send_descriptor(int socket, int descriptor) {
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
  ::sendmsg(socket, &message, MSG_NOSIGNAL);  // a host that is gone ends us in another way
}

}  // namespace

Witness::Witness(int socket) : socket_(socket) {
  if (!is_wanted()) return;
  thread_ = std::thread([this, listener = listener_.get_future()]() mutable {
    if (const int given = listener.get(); given >= 0) send_descriptor(socket_, given);
  });
}

void Witness::hand_over(int listener) {
  if (!thread_.joinable()) return;
  listener_.set_value(listener);
  thread_.join();
}

Witness::~Witness() {
  hand_over(-1);
  if (is_wanted()) ::close(std::exchange(socket_, -1));
}

}  // namespace haat
