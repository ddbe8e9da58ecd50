#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string url;
  std::vector<std::string> events;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Webhook webhook, client.add_webhook(options.url, options.events));
  if (options.json) {
    io.out << webhook.json << "\n";
    return 0;
  }
  io.out << printable(webhook.secret) << "\n";
  io.err << "Webhook " << printable(webhook.id)
         << " is told from now on. Above is the secret that its messages are signed with\n"
            "(Standard Webhooks); it is shown this once.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("URL", options->url, "where to, over https");
  syntax.list("--event", options->events,
              "the beginning of the events that are wanted, as submission.; else all");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command webhook_add_command;
const Command webhook_add_command{
    .name = "webhook add",
    .summary = "Be told, at a URL of yours, of what happens in a marketplace.",
    .examples = "haat webhook add https://lms.example.org/haat --event submission.\n",
    .define = define,
};

}  // namespace haat::cli
