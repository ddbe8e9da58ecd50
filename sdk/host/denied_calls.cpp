#include "sdk/host/denied_calls.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <string_view>
#include <vector>

#include "sdk/host/wire/told_calls.hpp"

namespace haat {

namespace {

using std::chrono::steady_clock;

// Of those that are answered at once; each one more waits.
constexpr int calls_a_second = 100;
constexpr int wait = 10;  // ms

const char* deed_of(int call) {
  const auto* const told =
      std::find_if(std::begin(wire::told_calls), std::end(wire::told_calls),
                   [&](const wire::ToldCall& one) { return one.call == call; });
  return told != std::end(wire::told_calls) ? told->deed : nullptr;
}

// A worker may have been taken over before it sent one.
bool is_listener(const Descriptor& descriptor) {
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor.number());
  char name[64]{};
  const ssize_t size = ::readlink(link.c_str(), name, sizeof name);
  return size > 0 &&
         std::string_view(name, static_cast<std::size_t>(size)) == "anon_inode:seccomp notify";
}

// None: the worker sent none, or something else.
Descriptor receive_listener(const Descriptor& witness) {
  char byte = 0;
  iovec data{&byte, 1};
  int number = -1;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof number)]{};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (::recvmsg(witness.number(), &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) <= 0) return {};
  const cmsghdr* const head = CMSG_FIRSTHDR(&message);
  if (head == nullptr || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS ||
      head->cmsg_len != CMSG_LEN(sizeof number))
    return {};
  std::memcpy(&number, CMSG_DATA(head), sizeof number);
  Descriptor listener(number);
  return is_listener(listener) ? std::move(listener) : Descriptor();
}

// One question of the filter, and where its answer goes.
struct Question {
  seccomp_notif* asked = nullptr;
  seccomp_notif_resp* answer = nullptr;
  Question() { ::seccomp_notify_alloc(&asked, &answer); }
  ~Question() { ::seccomp_notify_free(asked, answer); }
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;

  // False: whoever asked is gone.
  bool receive(const Descriptor& listener) {
    if (asked == nullptr) return false;
    std::memset(asked, 0, sizeof *asked);  // the kernel asks for that
    return ::seccomp_notify_receive(listener.number(), asked) == 0;
  }
  void deny(const Descriptor& listener) {
    answer->id = asked->id;
    answer->val = 0;
    answer->error = -EPERM;
    answer->flags = 0;
    ::seccomp_notify_respond(listener.number(), answer);
  }
};

}  // namespace

struct DeniedCalls::State {
  Descriptor witness;
  Descriptor stop{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  std::function<void(const std::string&)> log;
  mutable std::mutex mutex;
  std::vector<std::string_view> deeds;

  void listen() {
    if (!comes(witness)) return;
    const Descriptor listener = receive_listener(witness);
    witness.close();
    if (!listener) return;
    Question question;
    auto second = steady_clock::now();
    for (int in_second = 0; comes(listener) && question.receive(listener);) {
      if (stops_within(0)) return;
      note(deed_of(question.asked->data.nr));
      question.deny(listener);
      if (const auto now = steady_clock::now(); now - second > std::chrono::seconds(1)) {
        second = now;
        in_second = 0;
      }
      if (++in_second > calls_a_second && stops_within(wait)) return;
    }
  }

  // Until there is something to read; false: there will not be, or we are to end.
  bool comes(const Descriptor& from) const {
    pollfd waited[] = {{stop.number(), POLLIN, 0}, {from.number(), POLLIN, 0}};
    while (::poll(waited, 2, -1) < 0 && errno == EINTR) {
    }
    return waited[0].revents == 0 && (waited[1].revents & POLLIN) != 0;
  }
  bool stops_within(int milliseconds) const {
    pollfd waited{stop.number(), POLLIN, 0};
    return ::poll(&waited, 1, milliseconds) > 0;
  }

  void note(const char* deed) {
    if (deed == nullptr) return;
    {
      const std::lock_guard lock(mutex);
      if (std::find(deeds.begin(), deeds.end(), deed) != deeds.end()) return;
      deeds.push_back(deed);
    }
    log(std::string("tried to ") + deed + ", which no provider may");
  }
};

DeniedCalls::DeniedCalls(Descriptor witness, std::function<void(const std::string&)> log)
    : state_(std::make_shared<State>()) {
  state_->witness = std::move(witness);
  state_->log = std::move(log);
  if (!state_->witness) return;
  std::packaged_task<void()> listen([state = state_] { state->listen(); });
  ended_ = listen.get_future();
  thread_ = std::thread(std::move(listen));
}

// Before Linux 6.11 a listener's reader waits for ever if the last process of the filter is killed
// between poll and reading: such a thread is left behind, with nothing but its own state.
DeniedCalls::~DeniedCalls() {
  if (!thread_.joinable()) return;
  ::eventfd_write(state_->stop.number(), 1);
  if (ended_.wait_for(std::chrono::seconds(1)) == std::future_status::ready)
    thread_.join();
  else
    thread_.detach();
}

std::string DeniedCalls::sentence() const {
  const std::lock_guard lock(state_->mutex);
  std::string words;
  for (const std::string_view deed : state_->deeds)
    words += (words.empty() ? "tried to " : " and to ") + std::string(deed);
  return words.empty() ? words : words + ", which no provider may";
}

}  // namespace haat
