#include "sdk/host/conversation.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "sdk/provider/provider.h"

namespace haat {

namespace {

using wire::Type;

Error told(const wire::Failed& failed) {
  switch (failed.status) {
    case HAAT_NOT_FOUND:
      return {Errc::not_found, "provider-course-unknown", failed.sentence};
    case HAAT_FAULT_SETTINGS:
      return {Errc::unavailable, "provider-settings", failed.sentence};
    case HAAT_FAULT_SYSTEM:
      return {Errc::unavailable, "provider-system", failed.sentence};
    case HAAT_FAULT_DATA:
      return {Errc::corrupt, "provider-data", failed.sentence};
    case HAAT_FAULT_HOST:
      return {Errc::internal, "provider-host-fault", failed.sentence};
    default:
      return {Errc::unavailable, "provider-failed", failed.sentence};
  }
}

tl::unexpected<Breach> broken(Breach breach) {
  return tl::unexpected<Breach>(std::move(breach));
}

tl::unexpected<Breach> unexpected_frame() {
  return garbage("answered what nobody asked");
}

// One package on its way: what the worker may still send, and what became of the reader.
struct Delivery {
  Channel& channel;
  std::uint64_t request;
  const ProviderHost::OnBytes& on_bytes;
  std::uint64_t granted = wire::window;  // and not yet received
  std::uint64_t read = 0;                // and not yet granted anew
  std::optional<Error> stopped{};        // why the reader wants no more

  tl::expected<void, Breach> take(std::string_view piece, Deadline deadline) {
    if (piece.empty() || piece.size() > wire::max_piece || piece.size() > granted) {
      return garbage("sent more than it was granted");
    }
    granted -= piece.size();
    if (stopped) return {};
    if (auto taken = on_bytes(piece); !taken) {
      stopped = std::move(taken).error();
      return channel.send(Type::stop, request, {}, deadline);
    }
    read += piece.size();
    if (read < wire::window / 2) return {};
    granted += read;
    return channel.send(Type::grant, request, wire::encode_grant(std::exchange(read, 0)), deadline);
  }
};

}  // namespace

tl::expected<void, Breach> greet(Channel& channel, const wire::Start& start, Deadline deadline) {
  const auto frame = channel.receive(deadline);
  if (!frame) return broken(frame.error());
  const auto hello = wire::decode_hello(frame->payload);
  if (frame->header.type != Type::hello || !hello || hello->magic != wire::magic) {
    return garbage("is no haat-provider-worker");
  }
  if (hello->version != wire::version) {
    return garbage("speaks version " + std::to_string(hello->version) +
                   " of the protocol, this host version " + std::to_string(wire::version));
  }
  return channel.send(Type::start, 0, wire::encode(start), deadline);
}

std::chrono::milliseconds reserve_of(std::chrono::milliseconds limit) {
  return std::min<std::chrono::milliseconds>(std::chrono::seconds(1), limit / 4);
}

Error call_cancelled() {
  return {Errc::unavailable, "call-cancelled", "nobody wants its answer any more"};
}

tl::expected<void, Breach> answer_http(const Worker& worker, std::uint64_t request,
                                       const wire::Frame& frame, const http::Wait& wait,
                                       Deadline deadline) {
  if (frame.header.request != request) return unexpected_frame();
  return worker.courier.answer(worker.channel, frame, wait, deadline);
}

namespace {

// Whether it is what a worker says of itself, which it may say once.
bool is_about_itself(const wire::Frame& frame, const Worker& worker, std::uint64_t request) {
  return frame.header.type == Type::used_up && frame.header.request == request &&
         frame.payload.empty() && worker.out_of_descriptors != nullptr &&
         !std::exchange(*worker.out_of_descriptors, true);
}

// What is asked, and how its answer is read.
template <class T>
struct Question {
  Type asks;
  std::string payload;
  Type answers;
  std::optional<T> (*read)(std::string_view payload);
  const char* malformed;  // "sent a malformed page of courses"
};

// How often is looked whether somebody still waits.
constexpr std::chrono::milliseconds look{50};

// One call, until its answer is there or nobody wants it any more.
class Asking {
 public:
  Asking(const Worker& worker, std::uint64_t request, Deadline deadline)
      : worker_(worker), request_(request), deadline_(deadline) {}

  bool cancelled() const { return cancelled_ || (worker_.wanted && !worker_.wanted()); }

  tl::expected<wire::Frame, Breach> next() {
    for (;;) {
      const bool looks = worker_.wanted && !cancelled_;
      const Deadline until =
          looks ? std::min<Deadline>(deadline_, std::chrono::steady_clock::now() + look)
                : deadline_;
      auto frame = worker_.channel.receive(until);
      if (frame || frame.error().kind != Breach::Kind::late || until == deadline_) return frame;
      if (worker_.wanted()) continue;
      cancelled_ = true;
      if (auto told = worker_.channel.send(Type::stop, request_, {}, deadline_); !told)
        return broken(told.error());
    }
  }

  // A partner may keep a plugin waiting until its reserve begins. Whoever was told so later,
  // because this machine was busy, still has the whole of it: once, or a call would never end.
  void leave(std::chrono::milliseconds reserve) {
    const Deadline until = std::chrono::steady_clock::now() + reserve;
    if (extended_ || until <= deadline_) return;
    deadline_ = until;
    extended_ = true;
  }

 private:
  const Worker& worker_;
  const std::uint64_t request_;
  Deadline deadline_;
  bool extended_ = false;
  bool cancelled_ = false;
};

template <class T>
Answer<T> ask(const Worker& worker, std::uint64_t request, const Question<T>& question,
              std::chrono::milliseconds limit) {
  const Deadline deadline = std::chrono::steady_clock::now() + limit;
  const http::Wait wait{deadline - reserve_of(limit), worker.channel.descriptor(), worker.wanted};
  Asking asking(worker, request, deadline);
  if (auto sent = worker.channel.send(question.asks, request, question.payload, deadline); !sent) {
    return broken(sent.error());
  }
  for (;;) {
    const auto frame = asking.next();
    if (!frame) return broken(frame.error());
    if (http::Courier::is_asked_by(frame->header.type)) {
      if (auto answered = answer_http(worker, request, *frame, wait, deadline); !answered)
        return broken(answered.error());
      asking.leave(reserve_of(limit));
      continue;
    }
    if (frame->header.request != request || worker.courier.busy()) return unexpected_frame();
    if (is_about_itself(*frame, worker, request)) continue;
    if (frame->header.type == Type::failed) {
      const auto failed = wire::decode_failed(frame->payload);
      if (!failed) return unexpected_frame();
      if (asking.cancelled()) return tl::unexpected<Error>(call_cancelled());
      return tl::unexpected<Error>(told(*failed));
    }
    if (frame->header.type != question.answers) return unexpected_frame();
    auto answer = question.read(frame->payload);
    if (!answer) return garbage(question.malformed);
    // What a plugin makes of a request that was cut off under it is no answer.
    if (asking.cancelled()) return tl::unexpected<Error>(call_cancelled());
    return *std::move(answer);
  }
}

}  // namespace

Answer<ProviderPage> ask_page(const Worker& worker, std::uint64_t request,
                              const std::string& cursor, std::chrono::milliseconds limit) {
  return ask<ProviderPage>(worker, request,
                           {Type::list, wire::encode_text(cursor), Type::page, wire::decode_page,
                            "sent a malformed page of courses"},
                           limit);
}

Answer<ProviderChanges> ask_changes(const Worker& worker, std::uint64_t request,
                                    const std::string& cursor, std::chrono::milliseconds limit) {
  return ask<ProviderChanges>(worker, request,
                              {Type::changes, wire::encode_text(cursor), Type::answer,
                               wire::decode_changes, "sent a malformed page of changes"},
                              limit);
}

Answer<ProviderRecords> ask_records(const Worker& worker, std::uint64_t request,
                                    const std::string& cursor, std::chrono::milliseconds limit) {
  return ask<ProviderRecords>(worker, request,
                              {Type::records, wire::encode_text(cursor), Type::answer,
                               wire::decode_records, "sent a malformed page of records"},
                              limit);
}

Answer<ProviderCompletions> ask_completions(const Worker& worker, std::uint64_t request,
                                            const std::string& cursor,
                                            std::chrono::milliseconds limit) {
  return ask<ProviderCompletions>(
      worker, request,
      {Type::completions, wire::encode_text(cursor), Type::answer, wire::decode_completions,
       "sent a malformed page of completions"},
      limit);
}

Answer<PartnerHealth> ask_health(const Worker& worker, std::uint64_t request,
                                 std::chrono::milliseconds limit) {
  return ask<PartnerHealth>(worker, request,
                            {Type::check_health,
                             {},
                             Type::answer,
                             wire::decode_health,
                             "sent a malformed report of health"},
                            limit);
}

Answer<CertificateAnswer> ask_certificate(const Worker& worker, std::uint64_t request,
                                          const std::string& certificate,
                                          std::chrono::milliseconds limit) {
  return ask<CertificateAnswer>(worker, request,
                                {Type::verify, wire::encode_text(certificate), Type::answer,
                                 wire::decode_certificate, "sent a malformed verdict"},
                                limit);
}

Answer<std::string> ask_launch_address(const Worker& worker, std::uint64_t request,
                                       const std::string& external_id,
                                       std::chrono::milliseconds limit) {
  return ask<std::string>(worker, request,
                          {Type::launch, wire::encode_text(external_id), Type::answer,
                           wire::decode_launch_address, "sent a malformed launch address"},
                          limit);
}

Answer<void> ask_package(const Worker& worker, std::uint64_t request,
                         const std::string& external_id, const ProviderHost::OnBytes& on_bytes,
                         std::chrono::milliseconds pause, Deadline deadline) {
  const std::string payload = wire::encode_fetch(external_id, wire::window);
  const auto next_deadline = [&] {
    return std::min(std::chrono::steady_clock::now() + pause, deadline);
  };
  Channel& channel = worker.channel;
  if (auto sent = channel.send(Type::fetch, request, payload, next_deadline()); !sent) {
    return broken(sent.error());
  }
  Delivery delivery{channel, request, on_bytes};
  for (;;) {
    const auto frame = channel.receive(next_deadline());
    if (!frame) return broken(frame.error());
    if (http::Courier::is_asked_by(frame->header.type)) {
      const Deadline next = next_deadline();
      const http::Wait wait{next - reserve_of(pause), channel.descriptor()};
      if (auto answered = answer_http(worker, request, *frame, wait, next); !answered)
        return broken(answered.error());
      continue;
    }
    if (frame->header.request != request) return unexpected_frame();
    if (frame->header.type == Type::piece) {
      if (auto taken = delivery.take(frame->payload, next_deadline()); !taken)
        return broken(taken.error());
      continue;
    }
    if (worker.courier.busy()) return unexpected_frame();
    if (is_about_itself(*frame, worker, request)) continue;
    if (frame->header.type == Type::done && frame->payload.empty()) {
      if (delivery.stopped) return tl::unexpected<Error>(*std::move(delivery.stopped));
      return Result<void>{};
    }
    const auto failed = wire::decode_failed(frame->payload);
    if (frame->header.type != Type::failed || !failed) return unexpected_frame();
    return tl::unexpected<Error>(delivery.stopped ? *std::move(delivery.stopped) : told(*failed));
  }
}

}  // namespace haat
