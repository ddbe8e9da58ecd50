#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <thread>

#include "core/json/json.hpp"
#include "sdk/host/provider_host.hpp"
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
};

Json to_json(const ProviderPage& page) {
  Json courses = Json::array();
  for (const ProviderCourse& one : page.courses)
    courses.push_back({{"external_id", one.external_id},
                       {"title", one.title},
                       {"description", one.description},
                       {"language", one.language},
                       {"duration", one.duration},
                       {"version", one.version},
                       {"licence", one.licence},
                       {"has_package", one.has_package}});
  return {{"courses", courses}, {"next", page.next.empty() ? Json(nullptr) : Json(page.next)}};
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

Result<std::string> list(ProviderHost& host, const ProviderConfig& provider,
                         const Options& options) {
  HAAT_TRY(const ProviderPage page, host.list(provider.id, options.argument));
  return to_json(page).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
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

// What the call gave, to be printed when the host has ended: until then its threads log, and what
// goes to stderr flushes stdout, too.
Result<std::string> call(const Options& options, Io& io) {
  HAAT_TRY(const ProviderConfig provider, provider_on_trial(options.library, options.trial));
  ProviderHost::Options host_options;
  HAAT_TRY(host_options.worker, worker_program());
  host_options.log = [&](const std::string&, const std::string& line) {
    io.err << "provider: " << line << "\n";
  };
  ProviderHost host(host_options);
  HAAT_TRY_VOID(host.add(provider));
  HAAT_TRY_VOID(await(host));
  return options.what == "catalogue.list" ? list(host, provider, options)
                                          : fetch(host, provider, options);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::string given, call(options, io));
  io.out << given;
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("LIBRARY", options->library, "the provider's shared library");
  syntax.required("CALL", options->what, "catalogue.list or content.fetch");
  syntax.optional("ARGUMENT", options->argument,
                  "of catalogue.list a cursor, nothing for the first page; of content.fetch a "
                  "course's external id");
  define_trial(syntax, options->trial);
  syntax.option("--output", options->output, "write the package here");
  return [options](Io& io) -> Result<int> {
    if (options->what != "catalogue.list" && options->what != "content.fetch")
      return fail(Errc::invalid_argument, "usage",
                  "\"" + options->what +
                      "\" is no call of a provider; there are catalogue.list and content.fetch");
    return run(*options, io);
  };
}

}  // namespace

extern const Command provider_call_command;
const Command provider_call_command{
    .name = "provider call",
    .summary = "Make one call of a provider by hand, in a worker as the server would.",
    .examples =
        "haat provider call build/hello.so catalogue.list\n"
        "haat provider call build/hello.so content.fetch hello-1 --output hello.zip\n",
    .define = define,
};

}  // namespace haat::cli
