#include <memory>
#include <ostream>

#include "core/wording.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Page<Webhook> page, client.webhooks());
  if (options.json) {
    io.out << rows_json("webhooks", page.rows) << "\n";
    return 0;
  }
  Table table({"WEBHOOK", "URL", "EVENTS", "STOPPED"});
  for (const Webhook& one : page.rows) {
    const std::string events = joined(one.events, " ");
    table.add({one.id, one.url, events.empty() ? "all" : events, one.stopped});
  }
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command webhook_list_command;
const Command webhook_list_command{
    .name = "webhook list",
    .summary = "List your webhooks, and whether they are told.",
    .examples = "haat webhook list\n",
    .define = define,
};

}  // namespace haat::cli
