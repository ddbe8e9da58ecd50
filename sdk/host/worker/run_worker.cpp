#include "sdk/host/worker/run_worker.hpp"

#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "sdk/host/kit/trial.hpp"
#include "sdk/host/wire/messages.hpp"
#include "sdk/host/worker/call.hpp"
#include "sdk/host/worker/in_process.hpp"
#include "sdk/host/worker/library.hpp"
#include "sdk/host/worker/plugin.hpp"
#include "sdk/host/worker/sandbox.hpp"

namespace haat {

namespace {

using wire::Type;

enum Exit : int { all_well = 0, usage = 2, not_ready = 3, without_host = exit_without_host };

int decline(const Connection& connection, bool for_ever, const std::string& sentence,
            const ProviderRefusal& setting = {}) {
  connection.send(
      Type::not_ready, 0,
      wire::encode(wire::NotReady{for_ever ? 1u : 0u, wire::one_line(sentence, HAAT_MAX_TEXT_BYTES),
                                  wire::one_line(setting.field, HAAT_MAX_FIELD_BYTES),
                                  wire::one_line(setting.reason, HAAT_MAX_FIELD_BYTES)}));
  return not_ready;
}

void answer(Call& call, Type type, const Plugin::Answer& answer) {
  call.tell_of_descriptors();
  if (answer.outcome.status == HAAT_OK) {
    call.send(type, answer.payload);
  } else {
    call.send(Type::failed,
              wire::encode(wire::Failed{answer.outcome.status, answer.outcome.sentence}));
  }
}

// All but a fetch: one question, one answer.
void answer_question(Call& call, Plugin& plugin, const wire::Frame& frame) {
  // Grants and stops that crossed the end of a fetch are of no interest any more.
  if (frame.header.type == Type::grant || frame.header.type == Type::stop) return;
  call.begin(frame.header.request, 0);
  const auto text = [&](std::size_t limit) { return wire::Reader(frame.payload).text(limit); };
  switch (frame.header.type) {
    case Type::list:
      return answer(call, Type::page, plugin.list(text(HAAT_MAX_ID_BYTES)));
    case Type::changes:
      return answer(call, Type::answer, plugin.changes(text(HAAT_MAX_ID_BYTES)));
    case Type::records:
      return answer(call, Type::answer, plugin.records(text(HAAT_MAX_ID_BYTES)));
    case Type::completions:
      return answer(call, Type::answer, plugin.completions(text(HAAT_MAX_ID_BYTES)));
    case Type::launch:
      return answer(call, Type::answer, plugin.launch(text(HAAT_MAX_ID_BYTES)));
    case Type::check_health:
      return answer(call, Type::answer, plugin.check_health());
    case Type::verify:
      return answer(call, Type::answer, plugin.verify(text(HAAT_MAX_TEXT_BYTES)));
    default:
      return;
  }
}

void answer_fetch(Call& call, Plugin& plugin, const wire::Frame& frame) {
  wire::Reader reader(frame.payload);
  call.begin(frame.header.request, reader.u64());
  const std::string external_id = reader.text(HAAT_MAX_ID_BYTES);
  const Outcome outcome =
      plugin.fetch(external_id, [&](std::string_view bytes) { return call.write(bytes); });
  call.tell_of_descriptors();
  if (outcome.status == HAAT_OK) {
    call.send(Type::done, {});
  } else {
    call.send(Type::failed, wire::encode(wire::Failed{outcome.status, outcome.sentence}));
  }
}

void serve(Connection& connection, Call& call, Plugin& plugin) {
  while (const auto frame = connection.receive()) {
    if (frame->header.type == Type::fetch)
      answer_fetch(call, plugin, *frame);
    else
      answer_question(call, plugin, *frame);
  }
}

// Ends with the host: with its thread, should it crash; and at once, if it was gone before we asked
// for that. Nobody else may look into it, and it keeps no folder busy.
bool tie_to(std::uint32_t host_process) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  ::signal(SIGPIPE, SIG_IGN);
  ::setvbuf(stdout, nullptr, _IOLBF, 0);
  return ::chdir("/") == 0 && static_cast<std::uint32_t>(::getppid()) == host_process;
}

// One test of the kit, and nothing after it.
int judge(Connection& connection, const wire::Check& check) {
  Call call(connection);
  HttpClient http(call);
  kit::Trial trial(check.start.library, {check.start.settings, check.empty, check.huge}, check.seed,
                   http);
  const auto missing = lock_in(
      {check.start.library, check.start.readable, check.start.memory, Descriptor(worker_witness)});
  const kit::Verdict verdict =
      missing ? kit::run_test(check.test, trial).value_or(kit::failed("there is no such test"))
              : kit::failed(missing.error());
  connection.send(
      Type::verdict, 0,
      wire::encode(wire::Verdict{static_cast<std::uint32_t>(verdict.kind),
                                 wire::one_line(verdict.sentence, HAAT_MAX_TEXT_BYTES)}));
  return all_well;
}

std::optional<wire::Start> start_of(const std::optional<wire::Frame>& frame) {
  if (!frame || frame->header.type != Type::start) return std::nullopt;
  return wire::decode_start(frame->payload);
}

// `image` is the library, if that is sealed.
tl::expected<const haat_entry*, std::string> open_library_of(const wire::Start& start, int image) {
  const std::string name = std::filesystem::path(start.library).filename();
  return open_library(start.sealed != 0 ? "/proc/self/fd/" + std::to_string(image) : start.library,
                      name);
}

// The plugin's life, until the host hangs up. `missing` is which protections there are not.
int live(Connection& connection, const wire::Start& start, const haat_entry& entry,
         const std::string& missing) {
  // Never destroyed by a return: what the plugin registered with atexit is not ours to run.
  Call call(connection);
  HttpClient http(call);
  auto* const plugin = new Plugin(entry, start.settings, &http, [&call] { return call.stopped(); });
  Outcome outcome = plugin->create();
  if (const std::string& schema = plugin->settings_schema(); !schema.empty())
    connection.send(Type::settings_schema, 0, wire::encode_text(schema));
  if (outcome.status == HAAT_OK) outcome = plugin->start();
  if (outcome.status != HAAT_OK) {
    const bool for_ever = outcome.status == HAAT_FAULT_SETTINGS;
    decline(connection, for_ever, "could not start: " + outcome.sentence, outcome.setting);
    delete plugin;
    return not_ready;
  }
  connection.send(
      Type::ready, 0,
      wire::encode(wire::Ready{plugin->name(), plugin->version(), plugin->abilities(), missing}));
  serve(connection, call, *plugin);
  delete plugin;
  return all_well;
}

void say_hello(const Connection& connection) {
  connection.send(Type::hello, 0, wire::encode(wire::Hello{wire::magic, wire::version}));
}

}  // namespace

int run_in_process(int socket, int image) {
  Connection connection(socket);
  say_hello(connection);
  const auto start = start_of(connection.receive());
  if (!start) return without_host;
  const auto entry = open_library_of(*start, image);
  if (!entry) return decline(connection, true, entry.error());
  return live(connection, *start, **entry, {});
}

int run_worker(int socket) {
  struct stat kind {};
  if (::fstat(socket, &kind) != 0 || !S_ISSOCK(kind.st_mode)) {
    std::fputs(
        "haat-provider-worker is started by its host, for one provider; it is of no use alone\n",
        stderr);
    return usage;
  }
  ::close_range(static_cast<unsigned>(worker_image) + 1, ~0u, 0);
  Connection connection(socket);
  say_hello(connection);
  const auto frame = connection.receive();
  if (const auto check = frame && frame->header.type == Type::check
                             ? wire::decode_check(frame->payload)
                             : std::nullopt)
    return tie_to(check->start.host_process) ? judge(connection, *check) : without_host;
  const auto start = start_of(frame);
  if (!start || !tie_to(start->host_process)) return without_host;
  if (start->sealed == 0) ::close(worker_image);

  const auto missing =
      lock_in({start->library, start->readable, start->memory, Descriptor(worker_witness)});
  if (!missing) return decline(connection, false, missing.error());
  if (start->strict != 0 && !missing->empty()) {
    return decline(connection, true,
                   "this kernel lacks " + *missing + ", and the host is told to be strict");
  }
  const auto entry = open_library_of(*start, worker_image);
  if (start->sealed != 0) ::close(worker_image);
  if (!entry) return decline(connection, true, entry.error());
  return live(connection, *start, **entry, *missing);
}

}  // namespace haat
