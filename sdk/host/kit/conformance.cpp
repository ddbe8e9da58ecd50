#include "sdk/host/kit/conformance.hpp"

#include <unistd.h>

#include <algorithm>
#include <deque>

#include "sdk/host/channel.hpp"
#include "sdk/host/conversation.hpp"
#include "sdk/host/denied_calls.hpp"
#include "sdk/host/kit/trial.hpp"
#include "sdk/host/plugin_output.hpp"
#include "sdk/host/worker_process.hpp"

namespace haat::kit {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t lines_kept = 5;
constexpr std::chrono::milliseconds slice{50};  // how often the provider's output is read
constexpr std::chrono::milliseconds grace{1000};
// One test may walk through the catalogue several times.
constexpr std::uint32_t most_requests = 100'000;
constexpr std::uint64_t largest_response = 1ull << 30;

Trialled::Outcome outcome_of(std::uint32_t kind) {
  switch (static_cast<Verdict::Kind>(kind)) {
    case Verdict::Kind::passed:
      return Trialled::Outcome::passed;
    case Verdict::Kind::failed:
      return Trialled::Outcome::failed;
    case Verdict::Kind::skipped:
      return Trialled::Outcome::skipped;
  }
  return Trialled::Outcome::failed;
}

// One test and the worker in which it runs.
class Run {
 public:
  Run(const Conformance& conformance, const http::AllowedHosts& hosts, const TestName& test,
      WorkerProcess::Started started)
      : conformance_(conformance),
        process_(std::move(started.process)),
        channel_(std::move(started.socket)),
        output_(std::move(started.output), [this](const std::string& line) { keep(line); }),
        denied_(std::move(started.witness), [](const std::string&) {}),
        courier_({.hosts = hosts,
                  .record = folder(conformance.record, test),
                  .replay = folder(conformance.replay, test),
                  .most_requests = most_requests},
                 [this](const std::string& line) { keep(line); }) {
    result_.test = test;
    courier_.begin(largest_response);
  }

  Trialled finish() {
    const auto begin = steady_clock::now();
    const Deadline deadline = begin + conformance_.deadline;
    const auto frame = ask(deadline);
    const auto verdict = frame && frame->header.type == wire::Type::verdict
                             ? wire::decode_verdict(frame->payload)
                             : std::nullopt;
    if (verdict) {
      result_.outcome = outcome_of(verdict->kind);
      result_.sentence = verdict->sentence;
    } else if (!frame && frame.error().kind == Breach::Kind::late) {
      result_.outcome = Trialled::Outcome::hung;
      result_.sentence =
          "no end within " + std::to_string(conformance_.deadline.count() / 1000) + " s";
    } else if (!frame && frame.error().kind == Breach::Kind::gone) {
      const std::string how = ended();
      const bool crashed = how.starts_with("crashed") || how.starts_with("was killed");
      result_.outcome = crashed ? Trialled::Outcome::crashed : Trialled::Outcome::failed;
      result_.sentence = "the process " + how;
    } else {
      result_.outcome = Trialled::Outcome::failed;
      result_.sentence = "the provider wrote on a descriptor that is not its own";
    }
    end();
    result_.took =
        std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begin);
    result_.output.assign(lines_.begin(), lines_.end());
    return std::move(result_);
  }

 private:
  static std::filesystem::path folder(const std::filesystem::path& all, const TestName& test) {
    return all.empty() ? all : all / test.name;
  }

  void keep(const std::string& line) {
    lines_.push_back(line);
    if (lines_.size() > lines_kept) lines_.pop_front();
  }

  tl::expected<wire::Frame, Breach> ask(Deadline deadline) {
    const ProviderConfig& provider = conformance_.provider;
    wire::Start start{static_cast<std::uint32_t>(::getpid()),
                      conformance_.memory,
                      0,
                      provider.library.string(),
                      provider.settings,
                      {}};
    for (const auto& folder : provider.readable) start.readable.push_back(folder.string());
    const auto hello = channel_.receive(deadline);
    if (!hello) return tl::unexpected<Breach>(hello.error());
    const wire::Check check{std::move(start), std::string(result_.test.name), conformance_.seed,
                            conformance_.empty, conformance_.huge};
    if (auto sent = channel_.send(wire::Type::check, 0, wire::encode(check), deadline); !sent)
      return tl::unexpected<Breach>(sent.error());
    const http::Wait wait{deadline - reserve_of(conformance_.deadline), channel_.descriptor(), [&] {
                            output_.drain();
                            return true;
                          }};
    for (;;) {
      auto frame = channel_.receive(std::min<Deadline>(deadline, steady_clock::now() + slice));
      output_.drain();
      if (frame && http::Courier::is_asked_by(frame->header.type)) {
        const auto answered = answer_http({channel_, courier_}, 0, *frame, wait, deadline);
        if (!answered) return tl::unexpected<Breach>(answered.error());
        continue;
      }
      if (frame || frame.error().kind != Breach::Kind::late || steady_clock::now() >= deadline)
        return frame;
    }
  }

  std::string ended() {
    if (!process_.ended_within(grace)) process_.kill();
    output_.drain();
    return process_.wait();
  }
  void end() {
    if (process_.id() != 0 && !process_.ended_within(grace)) process_.kill();
    output_.drain();
    output_.finish();
    if (const std::string denied = denied_.sentence(); !denied.empty()) keep("it " + denied);
  }

  const Conformance& conformance_;
  Trialled result_;
  WorkerProcess process_;
  Channel channel_;
  std::deque<std::string> lines_;
  PluginOutput output_;
  DeniedCalls denied_;
  http::Courier courier_;
};

Result<void> know(const std::vector<std::string>& names) {
  const auto all = tests();
  for (const std::string& name : names)
    if (std::none_of(all.begin(), all.end(),
                     [&](const TestName& test) { return test.name == name; }))
      return fail(Errc::invalid_argument, "kit-test-unknown",
                  "the kit has no test \"" + name + "\"; haat provider check --list names them");
  return {};
}

}  // namespace

const char* to_string(Trialled::Outcome outcome) {
  switch (outcome) {
    case Trialled::Outcome::passed:
      return "passed";
    case Trialled::Outcome::failed:
      return "failed";
    case Trialled::Outcome::crashed:
      return "crashed";
    case Trialled::Outcome::hung:
      return "hung";
    case Trialled::Outcome::skipped:
      return "skipped";
  }
  return "failed";
}

Result<void> check_provider(const Conformance& conformance,
                            const std::function<void(const Trialled&)>& on_end) {
  HAAT_TRY_VOID(know(conformance.only));
  HAAT_TRY(const http::AllowedHosts hosts, http::AllowedHosts::of(conformance.provider.hosts));
  std::string no_library;  // why there is nothing to try
  for (const TestName& test : tests()) {
    if (const auto& only = conformance.only;
        !only.empty() && std::find(only.begin(), only.end(), test.name) == only.end())
      continue;
    if (!no_library.empty()) {
      on_end({test, Trialled::Outcome::skipped, no_library, {}, {}});
      continue;
    }
    HAAT_TRY(auto started, WorkerProcess::start(conformance.worker, conformance.provider.id));
    const Trialled result = Run(conformance, hosts, test, std::move(started)).finish();
    if (test.name == tests().front().name && result.is_fault())
      no_library = "the library does not load";
    on_end(result);
  }
  return {};
}

}  // namespace haat::kit
