#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY_VOID(client.remove_webhook(options.id));
  if (options.json)
    io.out << "{}\n";
  else
    io.err << "Webhook " << printable(options.id) << " is told no more.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("WEBHOOK", options->id, "its id, as haat webhook list shows it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command webhook_remove_command;
const Command webhook_remove_command{
    .name = "webhook remove",
    .summary = "Be told no more.",
    .examples = "haat webhook remove 0123456789abcdef\n",
    .define = define,
};

}  // namespace haat::cli
