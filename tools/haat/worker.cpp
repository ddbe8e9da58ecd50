#include "tools/haat/worker.hpp"

#include "core/json/json.hpp"
#include "sdk/authoring/file.hpp"

namespace haat::cli {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_settings = 1u << 20;

Result<fs::path> worker_program() {
  std::error_code ignored;
  const fs::path worker =
      fs::read_symlink("/proc/self/exe", ignored).parent_path() / "haat-provider-worker";
  if (fs::exists(worker, ignored)) return worker;
  return fail(Errc::not_found, "provider-worker-missing",
              worker.string() + " is not there; install it beside haat");
}

void define_trial(Syntax& syntax, TrialOptions& options) {
  syntax.option("--settings", options.settings,
                "the provider's settings, a JSON object or a file that has one; {} if they are not "
                "given");
  syntax.list("--read", options.readable, "a folder that the provider may read");
  syntax.list("--host", options.hosts,
              "a host to which it may make requests, as in lms.example.org:8443");
  syntax.list("--private-host", options.private_hosts,
              "the same for one on this machine or in its networks, as in localhost:8080");
}

void define_recording(Syntax& syntax, RecordingOptions& options) {
  syntax.option("--record", options.record,
                "keep what partners answer in this folder; URLs whole, so look for secrets");
  syntax.option("--replay", options.replay, "answer from such a folder instead of asking partners");
}

Result<void> judge_recording(const RecordingOptions& options) {
  std::error_code problem;
  if (!options.record.empty() && !options.replay.empty())
    return fail(Errc::invalid_argument, "usage", "give --record or --replay, not both");
  if (!options.replay.empty() && !fs::is_directory(options.replay, problem))
    return fail(Errc::not_found, "file-missing",
                options.replay + " is no folder; --record makes one that --replay can read");
  if (!options.record.empty() && !fs::create_directories(options.record, problem) &&
      !fs::is_directory(options.record, problem))
    return fail(Errc::unavailable, "file-not-written",
                options.record + " cannot be made; is there a folder for it, and may you write?");
  return {};
}

Result<std::string> settings_of(const std::string& name, const std::string& given) {
  const bool inline_object = given.find_first_not_of(" \t\r\n") == given.find('{');
  std::error_code problem;
  if (!inline_object && fs::is_regular_file(given, problem)) {
    HAAT_TRY(const std::string text, read_file(given, largest_settings));
    HAAT_TRY(const Json json, parse_json(text, given));
    if (json.is_object()) return text;
  } else if (inline_object) {
    HAAT_TRY_VOID(parse_json(given, name));
    return given;
  }
  return fail(
      Errc::invalid_argument, "provider-settings-invalid",
      name +
          " takes a JSON object such as {\"folder\":\"/srv/courses\"}, or the name of a file "
          "that has one");
}

Result<ProviderConfig> provider_on_trial(const std::string& library, const TrialOptions& options) {
  std::error_code problem;
  ProviderConfig provider;
  provider.id = "on-trial";
  provider.library = fs::absolute(library, problem);
  if (library.empty() || !fs::is_regular_file(provider.library, problem))
    return fail(Errc::not_found, "file-missing",
                library.empty() ? "name the provider's shared library, as in build/hello.so"
                                : library + " is not there, or is no file");
  if (!options.settings.empty()) {
    HAAT_TRY(provider.settings, settings_of("--settings", options.settings));
  }
  for (const std::string& folder : options.readable) {
    provider.readable.push_back(fs::absolute(folder, problem));
    if (!fs::is_directory(folder, problem))
      return fail(Errc::not_found, "file-missing", folder + " is no folder that can be read");
  }
  for (const std::string& host : options.hosts) provider.hosts.push_back({host});
  for (const std::string& host : options.private_hosts) provider.hosts.push_back({host, true});
  return provider;
}

}  // namespace haat::cli
