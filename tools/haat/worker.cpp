#include "tools/haat/worker.hpp"

#include "core/json/json.hpp"

namespace haat::cli {

namespace fs = std::filesystem;

Result<fs::path> worker_program() {
  std::error_code ignored;
  const fs::path worker =
      fs::read_symlink("/proc/self/exe", ignored).parent_path() / "haat-provider-worker";
  if (fs::exists(worker, ignored)) return worker;
  return fail(Errc::not_found, "provider-worker-missing",
              worker.string() + " is not there; install it beside haat");
}

void define_trial(Syntax& syntax, std::string& settings, std::vector<std::string>& readable) {
  syntax.option("--settings", settings,
                "the provider's settings, a JSON object; {} if they are not given");
  syntax.list("--read", readable, "a folder that the provider may read; may be given again");
}

Result<ProviderConfig> provider_on_trial(const std::string& library, const std::string& settings,
                                         const std::vector<std::string>& readable) {
  std::error_code problem;
  ProviderConfig provider;
  provider.id = "on-trial";
  provider.library = fs::absolute(library, problem);
  if (library.empty() || !fs::is_regular_file(provider.library, problem))
    return fail(Errc::not_found, "file-missing",
                library.empty() ? "name the provider's shared library, as in build/hello.so"
                                : library + " is not there, or is no file");
  if (!settings.empty()) {
    HAAT_TRY(const Json json, parse_json(settings, "--settings"));
    if (!json.is_object())
      return fail(Errc::invalid_argument, "provider-settings-invalid",
                  "--settings takes a JSON object such as {\"folder\":\"/srv/courses\"}");
    provider.settings = settings;
  }
  for (const std::string& folder : readable) {
    provider.readable.push_back(fs::absolute(folder, problem));
    if (!fs::is_directory(folder, problem))
      return fail(Errc::not_found, "file-missing", folder + " is no folder that can be read");
  }
  return provider;
}

}  // namespace haat::cli
