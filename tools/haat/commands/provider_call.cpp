#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <thread>
#include <variant>

#include "core/json/json.hpp"
#include "sdk/host/provider_host.hpp"
#include "sdk/host/worker/in_process.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/worker.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string library;
  std::string what;
  std::string argument;
  TrialOptions trial;
  std::string output;
  RecordingOptions recording;
  bool in_process = false;
};

Json to_json(const ProviderCourse& one) {
  if (one.refused)
    return {{"external_id", one.external_id},
            {"refused", {{"field", one.refused->field}, {"reason", one.refused->reason}}}};
  return {{"external_id", one.external_id}, {"title", one.title},
          {"description", one.description}, {"language", one.language},
          {"duration", one.duration},       {"version", one.version},
          {"licence", one.licence},         {"has_package", one.has_package}};
}

template <class T>
Json or_null(const T& value, bool known) {
  return known ? Json(value) : Json(nullptr);
}

Json to_json(const ProviderPage& page) {
  Json courses = Json::array();
  for (const ProviderCourse& one : page.courses) courses.push_back(to_json(one));
  return {{"courses", courses}, {"next", or_null(page.next, !page.next.empty())}};
}

Json to_json(const ProviderChanges& page) {
  Json changed = Json::array(), gone = Json::array();
  for (const auto& item : page.items)
    if (const auto* course = std::get_if<ProviderCourse>(&item))
      changed.push_back(to_json(*course));
    else
      gone.push_back(std::get<ProviderTombstone>(item).external_id);
  return {{"changed", changed}, {"gone", gone}, {"next", page.next}, {"more", page.more}};
}

// As the plugin wrote them; what is no JSON is shown as the text that it is.
Json to_json(const ProviderRecords& page) {
  Json rows = Json::array();
  for (const ProviderRecord& one : page.rows) {
    const auto record = parse_json(one.json, "the record");
    rows.push_back(
        {{"record", record ? *record : Json(one.json)}, {"has_package", one.has_package}});
  }
  return {{"records", rows}, {"next", or_null(page.next, !page.next.empty())}};
}

Json to_json(const ProviderCompletions& page) {
  Json rows = Json::array();
  for (const ProviderCompletion& one : page.rows)
    rows.push_back({{"learner", one.learner},
                    {"external_id", one.external_id},
                    {"began_at", or_null(one.began_at, !one.began_at.empty())},
                    {"finished_at", one.finished_at},
                    {"score", or_null(one.score.value_or(0), one.score.has_value())},
                    {"hours", or_null(one.hours.value_or(0), one.hours.has_value())},
                    {"certificate", or_null(one.certificate, !one.certificate.empty())}});
  return {{"completions", rows}, {"next", page.next}, {"more", page.more}};
}

Json to_json(const PartnerHealth& health) {
  return {{"status", to_string(health.state)}, {"sentence", health.sentence}};
}

Json to_json(const CertificateAnswer& answer) {
  Json facts = Json::array();
  for (const auto& [name, value] : answer.facts)
    facts.push_back({{"name", name}, {"value", value}});
  return {{"verdict", to_string(answer.verdict)}, {"sentence", answer.sentence}, {"facts", facts}};
}

// Until it runs, or never will.
Result<void> await(const ProviderHost& host) {
  for (;;) {
    const ProviderHealth health = host.health().front();
    if (health.state == ProviderHealth::State::running) return {};
    if (health.state != ProviderHealth::State::starting)
      return fail(Errc::unavailable, "provider-unavailable", "the provider " + health.sentence);
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

std::string printed(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// What it gives is printed when the host has ended: until then its threads log, and what goes to
// stderr flushes stdout, too.
using Call = Result<std::string> (*)(ProviderHost& host, const ProviderConfig& provider,
                                     const Options& options);

template <class T, Result<T> (ProviderHost::*ask)(const std::string&, const std::string&,
                                                  const ProviderHost::Wanted&)>
Result<std::string> show(ProviderHost& host, const ProviderConfig& provider,
                         const Options& options) {
  HAAT_TRY(const T answer, (host.*ask)(provider.id, options.argument, {}));
  return printed(to_json(answer));
}

Result<std::string> health(ProviderHost& host, const ProviderConfig& provider, const Options&) {
  HAAT_TRY(const PartnerHealth health, host.check_health(provider.id));
  return printed(to_json(health));
}

Result<std::string> schema(ProviderHost& host, const ProviderConfig& provider, const Options&) {
  HAAT_TRY(const std::string text, host.settings_schema(provider.id));
  HAAT_TRY(const Json json, parse_json(text, "the schema"));
  return printed(json);
}

Result<std::string> fetch(ProviderHost& host, const ProviderConfig& provider,
                          const Options& options) {
  if (options.argument.empty() || options.output.empty())
    return fail(Errc::invalid_argument, "usage",
                "content.fetch takes the course's external id and --output FILE");
  // It gets its name when it is whole.
  const std::string unfinished = options.output + ".unfinished";
  std::ofstream file(unfinished, std::ios::binary);
  std::uint64_t size = 0;
  const auto fetched = host.fetch(provider.id, options.argument, [&](std::string_view piece) {
    size += piece.size();
    file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    return file ? Result<void>()
                : fail(Errc::unavailable, "file-not-written",
                       options.output + " cannot be written to its end");
  });
  file.close();
  std::error_code problem;
  if (fetched && file) fs::rename(unfinished, options.output, problem);
  if (!fetched || !file || problem) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
  }
  if (!fetched) return tl::unexpected<Error>(fetched.error());
  if (!file || problem)
    return fail(Errc::unavailable, "file-not-written",
                options.output + " cannot be written; is there a folder for it, and room?");
  return options.output + ": " + std::to_string(size) + " bytes\n";
}

Result<std::string> launch(ProviderHost& host, const ProviderConfig& provider,
                           const Options& options) {
  if (options.argument.empty())
    return fail(Errc::invalid_argument, "usage", "content.launch takes the course's external id");
  HAAT_TRY(const std::string address, host.launch_address(provider.id, options.argument));
  return printed({{"address", address}});
}

struct NamedCall {
  const char* name;
  Call call;
  bool needs_it_running = true;
};
constexpr NamedCall calls[] = {
    {"catalogue.list", show<ProviderPage, &ProviderHost::list>},
    {"delta.changes", show<ProviderChanges, &ProviderHost::changes>},
    {"content.fetch", fetch},
    {"content.launch", launch},
    {"records.list", show<ProviderRecords, &ProviderHost::records>},
    {"completions.list", show<ProviderCompletions, &ProviderHost::completions>},
    {"health.check", health},
    {"certificates.verify", show<CertificateAnswer, &ProviderHost::verify>},
    {"settings.schema", schema, false},
};

std::string names_of_calls() {
  std::string names;
  for (const NamedCall& one : calls)
    names += (names.empty()                  ? ""
              : &one == &*std::rbegin(calls) ? " and "
                                             : ", ") +
             std::string(one.name);
  return names;
}

Result<std::string> call(const NamedCall& named, const Options& options, Io& io) {
  HAAT_TRY(const ProviderConfig provider, provider_on_trial(options.library, options.trial));
  HAAT_TRY_VOID(judge_recording(options.recording));
  ProviderHost::Options host_options;
  if (options.in_process) {
    io.err << "haat: the provider runs in this process, with all of your rights and no protection; "
              "what it breaks here, it breaks\n";
    host_options.in_process = run_in_process;
  } else {
    HAAT_TRY(host_options.worker, worker_program());
  }
  host_options.health_every = {};  // nothing but what was called for
  host_options.record_http = options.recording.record;
  host_options.replay_http = options.recording.replay;
  host_options.log = [&](const std::string&, const std::string& line) {
    io.err << "provider: " << line << "\n";
  };
  ProviderHost host(host_options);
  HAAT_TRY_VOID(host.add(provider));
  if (const auto running = await(host); !running && named.needs_it_running)
    return tl::unexpected<Error>(running.error());
  return named.call(host, provider, options);
}

Result<int> run(const NamedCall& named, const Options& options, Io& io) {
  HAAT_TRY(const std::string given, call(named, options, io));
  io.out << given;
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("LIBRARY", options->library, "the provider's shared library");
  syntax.required("CALL", options->what, names_of_calls().c_str());
  syntax.optional(
      "ARGUMENT", options->argument,
      "of a list and of changes a cursor, nothing for the first page; of content.fetch "
      "and content.launch a course's external id; of certificates.verify what was presented");
  define_trial(syntax, options->trial);
  syntax.option("--output", options->output, "write the package here");
  define_recording(syntax, options->recording);
  syntax.flag(
      "--in-process", options->in_process,
      "for a debugger: run the library in this process, with all of your rights and without "
      "deadlines");
  return [options](Io& io) -> Result<int> {
    const auto* const named =
        std::find_if(std::begin(calls), std::end(calls),
                     [&](const NamedCall& one) { return options->what == one.name; });
    if (named == std::end(calls))
      return fail(Errc::invalid_argument, "usage",
                  "\"" + options->what + "\" is no call of a provider; there are " +
                      names_of_calls().c_str());
    return run(*named, *options, io);
  };
}

}  // namespace

extern const Command provider_call_command;
const Command provider_call_command{
    .name = "provider call",
    .summary = "Make one call of a provider by hand, in a worker as the server would.",
    .examples =
        "haat provider call build/hello.so catalogue.list\n"
        "haat provider call build/hello.so content.fetch hello-1 --output hello.zip\n"
        "haat provider call build/hello.so content.launch hello-1\n"
        "haat provider call build/hello.so health.check\n"
        "haat provider call build/hello.so catalogue.list --host lms.example.org --record kept\n"
        "gdb --args haat provider call build/hello.so catalogue.list --in-process\n",
    .define = define,
};

}  // namespace haat::cli
