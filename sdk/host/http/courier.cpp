#include "sdk/host/http/courier.hpp"

#include <poll.h>

#include <algorithm>
#include <utility>

#include "sdk/host/http/retry_after.hpp"

namespace haat::http {

using wire::Type;

namespace {

// The URL of a request that may be none.
std::string fit_for_log(const wire::HttpRequest& request) {
  const auto url = Url::parse(request.url);
  return wire::one_line(request.method + " " + (url ? url->without_secrets() : "what is no URL"),
                        1000);
}

// Between two looks whether somebody still waits.
constexpr std::chrono::milliseconds slice{50};

}  // namespace

Courier::Courier(Terms terms, Log log)
    : terms_(std::move(terms)), log_(std::move(log)), pace_(terms_.requests_per_second) {
  if (!terms_.record.empty()) recording_.emplace(terms_.record);
  if (!terms_.replay.empty()) replay_.emplace(terms_.replay);
}
Courier::Courier(Courier&&) noexcept = default;
Courier::~Courier() = default;

void Courier::begin(std::uint64_t largest) {
  largest_ = largest;
  requests_ = 0;
  asked_to_wait_.reset();
}

bool Courier::is_asked_by(Type type) {
  return type == Type::http_request || type == Type::http_more || type == Type::http_stop;
}

tl::expected<void, Breach> Courier::answer(Channel& channel, const wire::Frame& frame,
                                           const Wait& wait, Deadline deadline) {
  const bool opens = frame.header.type == Type::http_request;
  if (opens == busy() || (!opens && !frame.payload.empty()))
    return garbage("answered what nobody asked");
  if (opens) return open(channel, frame, wait, deadline);
  if (frame.header.type == Type::http_more)
    return go_on(channel, frame.header.request, wait, deadline);
  end(Fault{HAAT_STOPPED, "the provider wanted no more of it"});
  return {};
}

tl::expected<void, Breach> Courier::open(Channel& channel, const wire::Frame& frame,
                                         const Wait& wait, Deadline deadline) {
  const auto request = wire::decode_http_request(frame.payload);
  if (!request) return garbage("sent a malformed request for HTTP");
  if (++requests_ > terms_.most_requests)
    return tl::unexpected<Breach>(
        Breach{Breach::Kind::greedy,
               "made more than " + std::to_string(terms_.most_requests) + " requests for HTTP"});
  since_ = std::chrono::steady_clock::now();
  what_ = fit_for_log(*request);
  status_ = 0;
  bytes_ = 0;
  if (recording_) recording_->request(*request);
  auto url = judge(*request, terms_.hosts);
  if (!url) return give_up(channel, frame.header.request, url.error(), deadline);
  if (const auto late = replay_ ? std::nullopt : await_turn(wait))
    return give_up(channel, frame.header.request, *late, deadline);
  if (replay_)
    reply_ = replay_->answer(*request);
  else
    reply_ =
        std::make_unique<Exchange>(connections_, terms_.hosts, *request, *std::move(url), largest_);
  const auto head = reply_->head(wait);
  if (const std::string way = reply_->way(); !way.empty()) what_ += ", sent on to " + way;
  if (!head) return give_up(channel, frame.header.request, head.error(), deadline);
  status_ = head->status;
  asked_to_wait_ = asks_to_wait(*head);
  if (recording_) recording_->head(*head);
  return channel.send(Type::http_head, frame.header.request, wire::encode(*head), deadline);
}

// Too many requests at once are spread over the time that the call has.
std::optional<Fault> Courier::await_turn(const Wait& wait) {
  using std::chrono::steady_clock;
  auto now = steady_clock::now();
  const auto begins = pace_.take(now);
  if (begins <= now) return std::nullopt;
  ++waits_;
  const std::string limit = std::to_string(terms_.requests_per_second);
  if (begins > wait.until)
    return Fault{HAAT_FAULT_SYSTEM, "it made " + limit + " requests within a second (limit " +
                                        limit + "), and its call has no time to wait for more"};
  for (; now < begins; now = steady_clock::now()) {
    pollfd worker{wait.worker, POLLIN, 0};
    const auto time = std::min(slice, std::chrono::ceil<std::chrono::milliseconds>(begins - now));
    if (::poll(&worker, 1, static_cast<int>(time.count())) > 0 || (wait.go_on && !wait.go_on()))
      return Fault{HAAT_STOPPED, "nobody waits for its answer any more"};
  }
  return std::nullopt;
}

tl::expected<void, Breach> Courier::go_on(Channel& channel, std::uint64_t request, const Wait& wait,
                                          Deadline deadline) {
  const auto piece = reply_->body(wait);
  if (!piece) return give_up(channel, request, piece.error(), deadline);
  if (piece->empty()) {
    end({});
    return channel.send(Type::http_end, request, {}, deadline);
  }
  bytes_ += piece->size();
  if (recording_) recording_->body(*piece);
  return channel.send(Type::http_body, request, *piece, deadline);
}

tl::expected<void, Breach> Courier::give_up(Channel& channel, std::uint64_t request,
                                            const Fault& fault, Deadline deadline) {
  end(fault);
  return channel.send(Type::http_failed, request,
                      wire::encode(wire::Failed{fault.status, fault.sentence}), deadline);
}

void Courier::end(const std::optional<Fault>& fault) {
  reply_.reset();
  if (recording_) recording_->end(fault);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - since_);
  std::string line = what_ + ": ";
  if (status_ != 0) line += std::to_string(status_) + ", " + std::to_string(bytes_) + " bytes, ";
  if (fault) line += fault->sentence + ", ";
  log_(line + std::to_string(took.count()) + " ms");
}

}  // namespace haat::http
