#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/providers.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string provider;
  std::string server;
  bool json = false;
};

// Exit code 1 for a partner that is down, so that a script need not read.
Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(ProviderClient client, connect_providers(options.server));
  HAAT_TRY(const PartnerReport partner, client.check_health(options.provider));
  if (options.json)
    io.out << partner.json << "\n";
  else
    io.out << partner.status << ": " << printable(partner.sentence) << "\n";
  return partner.status == "down" ? 1 : 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_check_health_command;
const Command provider_check_health_command{
    .name = "provider check-health",
    .summary = "Ask a provider now how its partner's system fares.",
    .examples = "haat provider check-health drop-folder\n",
    .define = define,
};

}  // namespace haat::cli
