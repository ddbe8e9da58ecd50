#include <istream>
#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "sdk/authoring/file.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/providers.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

constexpr std::uint64_t largest_file = 1u << 20;

struct Options {
  std::string provider;
  std::string file;
  bool reset = false;
  std::string server;
  bool json = false;
};

// A pipe may never end.
Result<std::string> read_pipe(std::istream& in) {
  std::string text(largest_file + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() <= largest_file) return text;
  return fail(Errc::too_large, "file-too-large",
              "standard input has more than " + std::to_string(largest_file) +
                  " bytes, which is the limit");
}

Result<std::string> settings_of(const std::string& file, Io& io) {
  const bool piped = file == "-";
  HAAT_TRY(const std::string text, piped ? read_pipe(io.in) : read_file(file, largest_file));
  const std::string name = piped ? "standard input" : file;
  HAAT_TRY(const Json json, parse_json(text, name));
  if (json.is_object()) return text;
  return fail(Errc::invalid_argument, "provider-settings-invalid",
              name + " has to be a JSON object such as {\"folder\":\"/srv/courses\"}");
}

Result<SettingsReport> report_of(const Options& options, Io& io) {
  if (options.file.empty()) {
    HAAT_TRY(ProviderClient client, connect_providers(options.server));
    if (options.reset) HAAT_TRY_VOID(client.reset_settings(options.provider));
    return client.settings(options.provider);
  }
  if (options.reset) return fail(Errc::invalid_argument, "usage", "give either --set or --reset");
  HAAT_TRY(const std::string settings, settings_of(options.file, io));
  HAAT_TRY(ProviderClient client, connect_providers(options.server));
  return client.set_settings(options.provider, settings);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const SettingsReport report, report_of(options, io));
  if (options.json) {
    io.out << report.json << "\n";
    return 0;
  }
  Table table({"SETTING", "VALUE"});
  for (const SettingsReport::Member& one : report.members)
    table.add({one.name, one.value.empty() ? "(a secret)" : one.value});
  if (!table.empty()) table.print(io);
  io.err << (report.set_by.empty() ? "They are those of the operator's file."
                                   : "They were set by " + printable(report.set_by) + " on " +
                                         printable(report.set_at) + ".")
         << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  syntax.option("--set", options->file,
                "a file of JSON with all settings from now on, or - for standard input; a secret "
                "that it leaves out stays, null takes it away");
  syntax.flag("--reset", options->reset, "take those of the operator's file again");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_settings_command;
const Command provider_settings_command{
    .name = "provider settings",
    .summary = "Show a provider's settings but for its secrets, or give it others.",
    .examples =
        "haat provider settings acme\n"
        "haat provider settings acme --set settings.json\n"
        "haat provider settings acme --reset\n",
    .define = define,
};

}  // namespace haat::cli
