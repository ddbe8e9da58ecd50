#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/providers.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string provider;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(ProviderClient client, connect_providers(options.server));
  HAAT_TRY_VOID(client.start_ingest(options.provider));
  io.err << "Its catalogue is being taken; \"haat provider rows " << options.provider
         << "\" shows what becomes of it.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_ingest_command;
const Command provider_ingest_command{
    .name = "provider ingest",
    .summary = "Take a provider's catalogue and completions now.",
    .examples = "haat provider ingest drop-folder\n",
    .define = define,
};

}  // namespace haat::cli
