#include "sdk/host/supervisor.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/package/digest.hpp"
#include "sdk/host/signed_library.hpp"
#include "sdk/provider/provider.h"

namespace haat {

namespace {

using std::chrono::steady_clock;

// How long a worker may take from closing its socket, or from being told to leave, to its end.
constexpr std::chrono::milliseconds grace{500};
// While a plugin loads, its output is looked at so often; and whether a caller who waits for a turn
// still wants it.
constexpr std::chrono::milliseconds slice{20};
// A thread without a stack of its own costs a plugin no memory, and the machine has only so many.
constexpr std::size_t most_threads = 256;
// Asked for in larger pieces than this, the last one does not fit any more.
constexpr std::uint64_t memory_margin = 32u << 20;
// How often they are counted.
constexpr int tick = 100;

std::string in_words(std::chrono::milliseconds time) {
  if (time.count() < 1000) return std::to_string(time.count()) + " ms";
  const auto tenths = std::to_string(time.count() % 1000 / 100);
  return std::to_string(time.count() / 1000) + (tenths == "0" ? "" : "." + tenths) + " s";
}

tl::expected<void, Breach> count_threads(const WorkerProcess& process) {
  if (process.threads() <= most_threads) return {};
  return tl::unexpected<Breach>(Breach{
      Breach::Kind::greedy, "started more than " + std::to_string(most_threads) + " threads"});
}

}  // namespace

Supervisor::Supervisor(PreparedProvider provider, const ProviderHost::Options& options, Log log,
                       Log on_farewell)
    : config_(std::move(provider.config)),
      hosts_(std::move(provider.hosts)),
      signers_(std::move(provider.signers)),
      options_(options),
      given_log_(std::move(log)),
      log_([this](const std::string& line) { say(line); }),
      on_farewell_(std::move(on_farewell)),
      breaker_(options.failures_to_hold_back, options.hold_back_for),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  health_.id = config_.id;
  health_.sentence = "starting";
  health_.since = options_.clock();
  thread_ = std::thread([this] { live(); });
}

Supervisor::~Supervisor() {
  stop();
  thread_.join();
}

void Supervisor::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ::eventfd_write(wake_.number(), 1);
}

ProviderHealth Supervisor::health() const {
  const std::lock_guard lock(mutex_);
  ProviderHealth health = health_;
  const std::string held = breaker_.sentence(options_.clock());
  health.held_back = !held.empty();
  if (health.held_back) health.sentence += "; " + held;
  if (!limited_.empty()) health.sentence += "; " + limited_;
  if (health.not_before && *health.not_before <= options_.clock()) health.not_before.reset();
  if (health.not_before)
    health.sentence +=
        "; its partner asks not to be asked before " + to_rfc3339(*health.not_before);
  return health;
}

std::string Supervisor::trouble() const {
  const std::lock_guard lock(mutex_);
  return last_trouble_;
}

tl::expected<void, SettingsRefusal> Supervisor::await_start() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return health_.state != ProviderHealth::State::starting; });
  if (health_.state == ProviderHealth::State::running) return {};
  const std::string why = last_trouble_.empty() ? health_.sentence : last_trouble_;
  return tl::unexpected(
      SettingsRefusal{within({Errc::unavailable, "provider-did-not-start", why}), wrong_setting_});
}

void Supervisor::turn(ProviderHealth::State state, std::string sentence) {
  {
    const std::lock_guard lock(mutex_);
    health_.state = state;
    health_.sentence = std::move(sentence);
    health_.since = options_.clock();
  }
  changed_.notify_all();
}

bool Supervisor::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Supervisor::pause(Milliseconds time) {
  pollfd woken{wake_.number(), POLLIN, 0};
  ::poll(&woken, 1, static_cast<int>(time.count()));
}

void Supervisor::live() {
  Milliseconds backoff = options_.first_backoff;
  for (;;) {
    const Ending ending = one_life();
    if (stopping()) {
      if (ending.at_unload) bid_farewell(ending.why.message);
      break;
    }
    {
      const std::lock_guard lock(mutex_);
      last_trouble_ = ending.why.message;
    }
    if (ending.for_ever) {
      log_(ending.why.message);
      turn(ProviderHealth::State::refused, ending.why.message);
      pause(Milliseconds(-1));
      break;
    }
    if (ending.ran >= options_.stable_after) backoff = options_.first_backoff;
    const Milliseconds wait = std::max(backoff, wait_for_partner());
    const std::string sentence = ending.why.message + "; trying again in " + in_words(wait);
    log_(sentence);
    turn(ProviderHealth::State::restarting, sentence);
    pause(wait);
    backoff = std::min(backoff * 2, options_.last_backoff);
    const std::lock_guard lock(mutex_);
    if (stopping_) break;
    ++health_.restarts;
  }
  turn(ProviderHealth::State::stopped, "stopped with the host");
}

void Supervisor::bid_farewell(const std::string& trouble) {
  log_(trouble);
  if (on_farewell_) on_farewell_(trouble);
}

// What is left of the time for which a partner wants to be left alone.
Supervisor::Milliseconds Supervisor::wait_for_partner() const {
  const std::lock_guard lock(mutex_);
  return health_.not_before
             ? std::chrono::duration_cast<Milliseconds>(*health_.not_before - options_.clock())
             : Milliseconds(0);
}

Supervisor::Ending Supervisor::one_life() {
  auto library = image();
  if (!library) {
    const bool for_ever = library.error().kind != Errc::unavailable;
    return {std::move(library).error(), for_ever};
  }
  auto started = options_.in_process
                     ? WorkerProcess::start_here(options_.in_process, *std::move(library))
                     : WorkerProcess::start(options_.worker, config_.id, *std::move(library));
  if (!started) return {std::move(started).error()};
  const auto life = std::make_shared<Life>(
      Life{std::move(started->process), Channel(std::move(started->socket)),
           PluginOutput(std::move(started->output), log_), http::Courier(terms_of_http(), log_),
           DeniedCalls(std::move(started->witness), log_), IdleWork(options_.call_deadline)});
  {
    const std::lock_guard lock(mutex_);
    health_.process = life->process.id();
  }
  if (const Loaded loaded = load(*life); loaded != Loaded::ready) {
    return {bury(*life), loaded == Loaded::hopeless};
  }
  const auto since = steady_clock::now();
  {
    // At one moment: whoever reads that it runs can call it.
    const std::lock_guard lock(mutex_);
    running_ = life;
    limited_.clear();
    life->memory_limit = life->process.memory_limit();
    health_.state = ProviderHealth::State::running;
    health_.sentence = life->sentence;
    health_.since = options_.clock();
  }
  changed_.notify_all();
  watch(*life);
  Error why = bury(*life);
  const auto ran = std::chrono::duration_cast<Milliseconds>(steady_clock::now() - since);
  const bool greedy = why.id == "provider-greedy";  // it runs well until it is caught
  return {std::move(why), false, greedy ? Milliseconds(0) : ran,
          life->leaving && !(life->process.left_in_order() && !life->reason)};
}

// Of a library that has to be signed; of any other none, since its file will do.
Result<Descriptor> Supervisor::image() const {
  if (signers_.empty()) return Descriptor();
  return signed_library(config_.library, {.keys = signers_, .now = options_.clock()});
}

http::Courier::Terms Supervisor::terms_of_http() const {
  const auto folder = [&](const std::filesystem::path& all) {
    return all.empty() ? all : all / config_.id;
  };
  return {.hosts = hosts_,
          .record = folder(options_.record_http),
          .replay = folder(options_.replay_http),
          .requests_per_second = config_.requests_per_second};
}

Supervisor::Loaded Supervisor::load(Life& life) {
  const Deadline deadline = steady_clock::now() + options_.load_deadline;
  if (!settings_schema()) hold_lines();
  wire::Start start{static_cast<std::uint32_t>(::getpid()),
                    options_.memory,
                    config_.strict ? 1u : 0u,
                    config_.library.string(),
                    config_.settings,
                    {},
                    signers_.empty() ? 0u : 1u};
  for (const auto& folder : config_.readable) start.readable.push_back(folder.string());

  const auto greeted = greet(life.channel, start, deadline);
  const auto frame = greeted ? receive_while_loading(life, deadline)
                             : tl::expected<wire::Frame, Breach>(tl::unexpect, greeted.error());
  heed(life);
  release_lines();
  if (!frame) {
    condemn(life, frame.error(), options_.load_deadline);
    return Loaded::failed;
  }
  const bool ready = frame->header.type == wire::Type::ready;
  if (ready && settle(life, frame->payload)) return Loaded::ready;
  const auto not_ready = wire::decode_not_ready(frame->payload);
  if (frame->header.type != wire::Type::not_ready || !not_ready) {
    condemn(life, garbage("answered what nobody asked").value(), {});
    return Loaded::failed;
  }
  const std::lock_guard lock(mutex_);
  life.reason = Error{Errc::unavailable, "provider-unavailable", redacted(not_ready->sentence)};
  if (!not_ready->setting.empty())
    wrong_setting_ = ProviderRefusal{not_ready->setting, not_ready->reason};
  return not_ready->for_ever != 0 ? Loaded::hopeless : Loaded::failed;
}

// The worker is ready, and says for whom.
bool Supervisor::settle(Life& life, std::string_view payload) {
  const auto ready = wire::decode_ready(payload);
  if (!ready) return false;
  const auto can = [&](wire::Ability ability) { return (ready->abilities & ability) != 0; };
  life.abilities = ready->abilities;
  life.sentence = running_sentence(ready->missing);
  const std::lock_guard lock(mutex_);
  health_.name = ready->name;
  health_.version = ready->version;
  health_.gives_content = can(wire::gives_content);
  health_.tells_changes = can(wire::tells_changes);
  health_.gives_records = can(wire::gives_records);
  health_.tells_completions = can(wire::tells_completions);
  health_.tells_health = can(wire::tells_health);
  health_.verifies_certificates = can(wire::verifies_certificates);
  health_.launches_courses = can(wire::launches_courses);
  health_.edition =
      to_hex(sha256(ready->version + '\0' + config_.library.string() + '\0' + config_.settings));
  life.doing = "idle";
  return true;
}

// False: it is none.
bool Supervisor::keep_schema(std::string_view payload) {
  auto schema = wire::decode_settings_schema(payload);
  if (!schema) return false;
  {
    const std::lock_guard redacting(redacting_);
    redaction_ = Redaction(config_.settings, *schema);
  }
  release_lines();
  const std::lock_guard lock(mutex_);
  settings_schema_ = *std::move(schema);
  return true;
}

// A plugin may say more while it starts than its pipe holds.
tl::expected<wire::Frame, Breach> Supervisor::receive_while_loading(Life& life, Deadline deadline) {
  const auto listen_on = [&] {
    life.output.drain();
    return !stopping() && count_threads(life.process).has_value();
  };
  const http::Wait wait{deadline - reserve_of(options_.load_deadline), life.channel.descriptor(),
                        listen_on};
  life.courier.begin(options_.largest_answer);
  bool declared = false;
  for (;;) {
    auto frame = life.channel.receive(std::min<Deadline>(deadline, steady_clock::now() + slice));
    life.output.drain();
    if (auto modest = count_threads(life.process); !modest)
      return tl::unexpected<Breach>(std::move(modest).error());
    if (frame && http::Courier::is_asked_by(frame->header.type)) {
      const auto answered = answer_http({life.channel, life.courier, &life.out_of_descriptors}, 0,
                                        *frame, wait, deadline);
      if (!answered) return tl::unexpected<Breach>(answered.error());
      continue;
    }
    if (frame && life.courier.busy()) return garbage("answered what nobody asked");
    if (frame && frame->header.type == wire::Type::settings_schema) {
      if (std::exchange(declared, true) || !keep_schema(frame->payload))
        return garbage("sent a malformed schema of its settings");
      continue;
    }
    if (frame || frame.error().kind != Breach::Kind::late) return frame;
    if (stopping() || steady_clock::now() >= deadline) return frame;
  }
}

std::string Supervisor::running_sentence(const std::string& missing) const {
  const std::lock_guard lock(mutex_);
  std::string sentence = "running since " + to_rfc3339(options_.clock());
  if (options_.in_process) sentence += ", in this process, with all of its rights";
  if (!missing.empty()) sentence += ", without " + missing + ", which this kernel lacks";
  if (!last_trouble_.empty()) sentence += "; the one before " + last_trouble_;
  return sentence;
}

// Until the worker has ended or we have to.
void Supervisor::watch(Life& life) {
  bool talks = true;
  for (;;) {
    const bool listen = talks && !life.output.flooding();
    pollfd watched[] = {{wake_.number(), POLLIN, 0},
                        {life.process.descriptor(), POLLIN, 0},
                        {life.channel.descriptor(), 0, 0},
                        {listen ? life.output.descriptor() : -1, POLLIN, 0}};
    const bool flooding = talks && !listen;
    ::poll(watched, 4, flooding ? 50 : tick);
    if (watched[0].revents != 0) return let_go(life);
    if (flooding || watched[3].revents != 0) talks = life.output.drain();
    if (watched[1].revents != 0) return;
    if (const auto modest = count_threads(life.process); !modest)
      return condemn(life, modest.error(), {});
    if (!rests(life)) return;
    look_at_limits(life);
    if (watched[2].revents != 0 && !life.process.ended_within(grace)) {
      return condemn(life, garbage("closed its connection").value(), {});
    }
  }
}

// False: it works for nobody, and was ended.
bool Supervisor::rests(Life& life) {
  const auto used = life.process.processor_time();
  const std::lock_guard lock(mutex_);
  const bool idle = life.doing == "idle";
  if (life.idle_work.within(used, life.requests, idle, steady_clock::now())) return true;
  if (life.reason) return true;
  life.reason = Error{Errc::unavailable, "provider-greedy",
                      "kept processors busy for " + in_words(options_.call_deadline) +
                          " while nothing was asked of it"};
  life.process.kill();
  return false;
}

// What it was kept from, as far as that shows from outside.
void Supervisor::look_at_limits(Life& life) {
  std::string words;
  const auto add = [&](const std::string& deed) { words += (words.empty() ? "" : "; ") + deed; };
  if (const std::uint64_t dropped = life.output.dropped(); dropped > 0)
    add("flooded the log (lines dropped: " + std::to_string(dropped) + ")");
  if (life.memory_limit > 0 && life.process.peak_memory() + memory_margin >= life.memory_limit)
    add("used up the memory that it may have, " + std::to_string(options_.memory >> 20) + " MiB");
  if (const std::string denied = life.denied.sentence(); !denied.empty()) add(denied);
  const std::lock_guard lock(mutex_);
  if (life.leaks_descriptors) add("used up the descriptors that it may have");
  if (life.waits > 0)
    add("asked for more than its " + std::to_string(config_.requests_per_second) +
        " requests a second, and had to wait (times: " + std::to_string(life.waits) + ")");
  if (!words.empty()) limited_ = "it " + words;
}

// Tells it to leave, and does not trust it to.
void Supervisor::let_go(Life& life) {
  {
    const std::lock_guard lock(mutex_);
    life.leaving = life.doing == "idle";
    if (life.leaving) life.doing = "being unloaded";
  }
  life.channel.hang_up();
  if (life.process.ended_within(grace)) return;
  const std::lock_guard lock(mutex_);
  if (life.leaving)
    life.reason = Error{Errc::unavailable, "provider-hung",
                        "hung while being unloaded: it did not end within " + in_words(grace)};
  life.process.kill();
}

// Takes the life from the callers, waits for its end and says how it came.
Error Supervisor::bury(Life& life) {
  if (!life.process.ended_within(grace)) {
    const std::lock_guard lock(mutex_);
    life.process.kill();
  }
  while (!life.process.ended_within(grace)) {
  }
  life.output.finish();
  const std::lock_guard lock(mutex_);
  running_.reset();
  health_.process = 0;
  const std::string how = life.process.wait();
  life.verdict = life.reason
                     ? *life.reason
                     : Error{Errc::unavailable, "provider-crashed", how + " while " + life.doing};
  changed_.notify_all();
  return *life.verdict;
}

void Supervisor::condemn(Life& life, const Breach& breach, Milliseconds limit) {
  if (breach.kind == Breach::Kind::gone) return;
  const std::lock_guard lock(mutex_);
  if (life.verdict || life.reason) return;
  if (breach.kind == Breach::Kind::late) {
    life.reason = Error{Errc::unavailable, "provider-hung",
                        "hung while " + life.doing + ": no answer within " + in_words(limit)};
  } else {
    const char* const id =
        breach.kind == Breach::Kind::greedy ? "provider-greedy" : "provider-garbage";
    life.reason = Error{Errc::unavailable, id, breach.what + " while " + life.doing};
  }
  life.process.kill();
}

// The caller saw that something broke; what it was, the thread finds out.
Error Supervisor::await_verdict(Life& life, const Breach& breach) {
  condemn(life, breach, options_.call_deadline);
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, 4 * grace, [&] { return life.verdict.has_value(); });
  if (life.verdict) return *life.verdict;
  return {Errc::unavailable, "provider-crashed", "ended while " + life.doing};
}

std::string Supervisor::redacted(std::string text) const {
  const std::lock_guard redacting(redacting_);
  return redaction_(std::move(text));
}

void Supervisor::say(const std::string& line) {
  {
    const std::lock_guard redacting(redacting_);
    if (held_) return held_->push_back(line);
  }
  given_log_(redacted(line));
}

void Supervisor::hold_lines() {
  const std::lock_guard redacting(redacting_);
  held_.emplace();
}

void Supervisor::release_lines() {
  std::optional<std::vector<std::string>> lines;
  {
    const std::lock_guard redacting(redacting_);
    lines.swap(held_);
  }
  if (!lines) return;
  for (const std::string& line : *lines) given_log_(redacted(line));
}

Error Supervisor::within(const Error& error) const {
  return {error.kind, error.id, "provider " + config_.id + ": " + error.message};
}

// False: it did not come in time, or nobody wants it any more.
bool Supervisor::take_turn(Milliseconds patience, const Wanted& wanted) {
  const auto end = steady_clock::now() + patience;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      const auto until = wanted ? std::min(end, steady_clock::now() + slice) : end;
      if (changed_.wait_until(lock, until, [&] { return !calling_; })) return calling_ = true;
    }
    if (steady_clock::now() >= end || (wanted && !wanted())) return false;
  }
}

void Supervisor::leave_turn() {
  {
    const std::lock_guard lock(mutex_);
    calling_ = false;
  }
  changed_.notify_all();
}

std::string Supervisor::what_it_does() const {
  const std::lock_guard lock(mutex_);
  return running_ ? running_->doing : "with another call";
}

template <class T, class Ask>
Result<T> Supervisor::call(const std::string& doing, Milliseconds patience, const Wanted& wanted,
                           const Ask& ask, Breaker breaker) {
  struct Turn {
    Supervisor& of;
    const bool mine;
    ~Turn() {
      if (mine) of.leave_turn();
    }
  };
  if (const Turn turn{*this, take_turn(patience, wanted)}; turn.mine)
    return converse<T>(doing, ask, breaker);
  if (wanted && !wanted()) return tl::unexpected<Error>(within(call_cancelled()));
  return fail(Errc::unavailable, "provider-busy",
              "provider " + config_.id + ": after " + in_words(patience) + " it is still busy " +
                  what_it_does());
}

template <class T, class Ask>
Result<T> Supervisor::call(wire::Ability ability, const char* interface, const std::string& doing,
                           Milliseconds patience, const Wanted& wanted, const Ask& ask,
                           Breaker breaker) {
  const auto if_able = [&](Life& life, std::uint64_t request) -> Answer<T> {
    if ((life.abilities & ability) == 0)
      return Result<T>(fail(Errc::conflict, "provider-cannot",
                            std::string("it has no ") + interface + ", which is needed for that"));
    life.courier.begin(options_.largest_answer);
    return ask(Worker{life.channel, life.courier, &life.out_of_descriptors, wanted}, request);
  };
  return call<T>(doing, patience, wanted, if_able, breaker);
}

template <class T, class Ask>
Result<T> Supervisor::converse(const std::string& doing, const Ask& ask, Breaker breaker) {
  std::shared_ptr<Life> life;
  std::uint64_t request = 0;
  {
    const std::lock_guard lock(mutex_);
    if (!running_) {
      // What ended it is told as soon as that is known.
      const bool just_ended = health_.state == ProviderHealth::State::running;
      return tl::unexpected<Error>(
          within({Errc::unavailable, "provider-unavailable",
                  just_ended ? "has just ended; it is started again" : health_.sentence}));
    }
    if (const auto until = health_.not_before; until && options_.clock() < *until)
      return tl::unexpected<Error>(
          within({Errc::unavailable, "provider-asked-to-wait",
                  "its partner asks not to be asked before " + to_rfc3339(*until)}));
    if (const Time now = options_.clock();
        breaker == Breaker::heeded && !breaker_.lets_through(now)) {
      return tl::unexpected<Error>(
          within({Errc::unavailable, "provider-held-back", breaker_.sentence(now)}));
    }
    life = running_;
    life->doing = doing;
    request = ++life->requests;
  }
  Answer<T> answer = ask(*life, request);
  heed(*life);
  if (answer && !*answer) answer->error().message = redacted(answer->error().message);
  if (!answer) {
    const Error why = await_verdict(*life, answer.error());
    const std::lock_guard lock(mutex_);
    if (breaker == Breaker::heeded) breaker_.failed(options_.clock(), why.message);
    return tl::unexpected<Error>(within(why));
  }
  const std::lock_guard lock(mutex_);
  life->doing = "idle";
  if (breaker == Breaker::heeded) count(*answer ? nullptr : &answer->error());
  if (!*answer) return tl::unexpected<Error>(within(answer->error()));
  return *std::move(answer);
}

// What the partner last said of when it wants to be asked again, and the worker of itself.
void Supervisor::heed(Life& life) {
  if (life.out_of_descriptors) {
    const std::lock_guard lock(mutex_);
    life.leaks_descriptors = true;
  }
  if (!life.courier.used()) return;
  const auto wait = life.courier.asked_to_wait();
  const std::lock_guard lock(mutex_);
  life.waits = life.courier.waits();
  health_.not_before = wait ? std::optional(options_.clock() + *wait) : std::nullopt;
}

// Of an answer. That there is no such course, that its data make no sense, or that our reader
// wanted no more, is no failure of the provider's to answer; a call that was cancelled says nothing
// of it. With the lock held.
void Supervisor::count(const Error* error) {
  if (error != nullptr && error->id == call_cancelled().id) return;
  const bool failed =
      error != nullptr && error->kind == Errc::unavailable && error->id.rfind("provider-", 0) == 0;
  if (failed)
    breaker_.failed(options_.clock(), error->message);
  else
    breaker_.succeeded();
}

Result<ProviderPage> Supervisor::list(const std::string& cursor, const Wanted& wanted) {
  const auto limit = options_.call_deadline;
  return call<ProviderPage>(
      "listing courses", limit, wanted, [&](Life& life, std::uint64_t request) {
        life.courier.begin(options_.largest_answer);
        return ask_page({life.channel, life.courier, &life.out_of_descriptors, wanted}, request,
                        cursor, limit);
      });
}

Result<ProviderChanges> Supervisor::changes(const std::string& cursor, const Wanted& wanted) {
  const auto limit = options_.call_deadline;
  return call<ProviderChanges>(wire::tells_changes, HAAT_INTERFACE_DELTA, "telling changes", limit,
                               wanted, [&](const Worker& worker, std::uint64_t request) {
                                 return ask_changes(worker, request, cursor, limit);
                               });
}

Result<ProviderRecords> Supervisor::records(const std::string& cursor, const Wanted& wanted) {
  const auto limit = options_.call_deadline;
  return call<ProviderRecords>(wire::gives_records, HAAT_INTERFACE_RECORDS, "listing records",
                               limit, wanted, [&](const Worker& worker, std::uint64_t request) {
                                 return ask_records(worker, request, cursor, limit);
                               });
}

Result<ProviderCompletions> Supervisor::completions(const std::string& cursor,
                                                    const Wanted& wanted) {
  const auto limit = options_.call_deadline;
  return call<ProviderCompletions>(wire::tells_completions, HAAT_INTERFACE_COMPLETIONS,
                                   "listing completions", limit, wanted,
                                   [&](const Worker& worker, std::uint64_t request) {
                                     return ask_completions(worker, request, cursor, limit);
                                   });
}

Result<CertificateAnswer> Supervisor::verify(const std::string& certificate, const Wanted& wanted) {
  const auto limit = options_.call_deadline;
  return call<CertificateAnswer>(wire::verifies_certificates, HAAT_INTERFACE_CERTIFICATES,
                                 "verifying a certificate", limit, wanted,
                                 [&](const Worker& worker, std::uint64_t request) {
                                   return ask_certificate(worker, request, certificate, limit);
                                 });
}

Result<std::string> Supervisor::launch_address(const std::string& external_id,
                                               const Wanted& wanted) {
  const auto limit = options_.call_deadline;
  return call<std::string>(wire::launches_courses, HAAT_INTERFACE_LAUNCH,
                           "telling a launch address", limit, wanted,
                           [&](const Worker& worker, std::uint64_t request) {
                             return ask_launch_address(worker, request, external_id, limit);
                           });
}

// A plugin that answers with a fault has said how its partner fares.
Result<PartnerHealth> Supervisor::check_health(Milliseconds patience, const Wanted& wanted) {
  auto told = call<PartnerHealth>(
      wire::tells_health, HAAT_INTERFACE_HEALTH, "telling its health", patience, wanted,
      [&](const Worker& worker, std::uint64_t request) -> Answer<PartnerHealth> {
        auto answer = ask_health(worker, request, options_.call_deadline);
        if (answer && !*answer && answer->error().id != call_cancelled().id)
          *answer = PartnerHealth{PartnerHealth::State::down, answer->error().message, {}};
        return answer;
      },
      Breaker::passed_by);
  if (!told) return told;
  told->sentence = redacted(told->sentence);
  told->at = options_.clock();
  const std::lock_guard lock(mutex_);
  health_.partner = *told;
  return told;
}

Result<std::string> Supervisor::settings_schema() const {
  const std::lock_guard lock(mutex_);
  if (!settings_schema_.empty()) return settings_schema_;
  return fail(Errc::not_found, "provider-schema-missing",
              "provider " + config_.id + " declares no schema of its settings");
}

Result<void> Supervisor::fetch(const std::string& external_id,
                               const ProviderHost::OnBytes& on_bytes) {
  const auto limit = options_.call_deadline;
  return call<void>(
      "fetching a package", limit, {}, [&](Life& life, std::uint64_t request) -> Answer<void> {
        if ((life.abilities & wire::gives_content) == 0) {
          return Result<void>(
              fail(Errc::not_found, "provider-course-unknown", "it gives no packages"));
        }
        life.courier.begin(options_.largest_download);
        return ask_package({life.channel, life.courier, &life.out_of_descriptors}, request,
                           external_id, on_bytes, limit,
                           steady_clock::now() + options_.fetch_deadline);
      });
}

}  // namespace haat
