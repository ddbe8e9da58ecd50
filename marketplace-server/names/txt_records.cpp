#include "marketplace-server/names/txt_records.hpp"

#include <ares.h>
#include <arpa/nameser.h>
#include <poll.h>

#include <chrono>
#include <memory>

#include "core/wording.hpp"

namespace haat::server {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds patience{5000};
constexpr std::size_t most_records = 100;

struct Answer {
  bool came = false;
  int status = ARES_ETIMEOUT;
  std::vector<std::string> records;
};

// Each record may come in several texts, which belong together.
void take(void* to, int status, int, unsigned char* bytes, int size) {
  Answer& answer = *static_cast<Answer*>(to);
  answer.came = true;
  answer.status = status;
  if (status != ARES_SUCCESS) return;
  ares_txt_ext* first = nullptr;
  answer.status = ares_parse_txt_reply_ext(bytes, size, &first);
  const std::unique_ptr<ares_txt_ext, decltype(&ares_free_data)> held(first, ares_free_data);
  for (const ares_txt_ext* each = first; each != nullptr; each = each->next) {
    if (each->record_start != 0) {
      if (answer.records.size() == most_records) return;
      answer.records.emplace_back();
    }
    if (!answer.records.empty())
      answer.records.back().append(reinterpret_cast<const char*>(each->txt), each->length);
  }
}

struct Channel {
  ares_channel raw = nullptr;
  ~Channel() {
    if (raw != nullptr) ares_destroy(raw);
  }
};

void wait_for(ares_channel channel, const Answer& answer) {
  const auto until = Clock::now() + patience;
  while (!answer.came && Clock::now() < until) {
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    const int wanted = ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM);
    pollfd polled[ARES_GETSOCK_MAXNUM];
    nfds_t count = 0;
    for (int i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
      const bool reads = ARES_GETSOCK_READABLE(wanted, i),
                 writes = ARES_GETSOCK_WRITABLE(wanted, i);
      if (!reads && !writes) break;
      polled[count++] = {
          .fd = sockets[i],
          .events = static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)),
          .revents = 0};
    }
    poll(polled, count, 100);
    for (nfds_t i = 0; i < count; ++i)
      ares_process_fd(channel, polled[i].revents & ~POLLOUT ? polled[i].fd : ARES_SOCKET_BAD,
                      polled[i].revents & POLLOUT ? polled[i].fd : ARES_SOCKET_BAD);
    ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);  // tries again what took too long
  }
}

tl::unexpected<Error> unavailable(const std::string& name, const char* why) {
  return fail(Errc::unavailable, "dns-unavailable",
              "the DNS could not be asked for " + name + ": " + why);
}

}  // namespace

Result<std::vector<std::string>> txt_records(const std::string& name,
                                             const std::vector<std::string>& servers) {
  static const int ready = ares_library_init(ARES_LIB_INIT_ALL);
  if (ready != ARES_SUCCESS) return unavailable(name, ares_strerror(ready));
  Answer answer;  // outlives the channel, which may still tell it something when it goes
  Channel channel;
  ares_options options{};
  options.timeout = 2000;  // of one try, in milliseconds
  options.tries = 2;
  int done = ares_init_options(&channel.raw, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
  if (done == ARES_SUCCESS && !servers.empty())
    done = ares_set_servers_ports_csv(channel.raw, joined(servers, ",").c_str());
  if (done != ARES_SUCCESS) return unavailable(name, ares_strerror(done));
  ares_query(channel.raw, name.c_str(), ns_c_in, ns_t_txt, take, &answer);
  wait_for(channel.raw, answer);
  switch (answer.came ? answer.status : static_cast<int>(ARES_ETIMEOUT)) {
    case ARES_SUCCESS:
    case ARES_ENODATA:
    case ARES_ENOTFOUND:
      return answer.records;
    default:
      return unavailable(
          name, ares_strerror(answer.came ? answer.status : static_cast<int>(ARES_ETIMEOUT)));
  }
}

}  // namespace haat::server
