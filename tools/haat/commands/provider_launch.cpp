#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/providers.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string provider;
  std::string course;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(ProviderClient client, connect_providers(options.server));
  HAAT_TRY(const std::string address, client.launch_address(options.provider, options.course));
  io.out << (options.json ? Json{{"address", address}}.dump(2) : address) << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  syntax.required("COURSE", options->course, "its id there, as haat provider courses shows it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_launch_command;
const Command provider_launch_command{
    .name = "provider launch",
    .summary = "Ask a provider where a browser starts a course that stays with its partner.",
    .examples = "haat provider launch campus course-7\n",
    .define = define,
};

}  // namespace haat::cli
