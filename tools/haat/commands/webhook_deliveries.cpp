#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/all_pages.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string retry;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  if (!options.retry.empty()) HAAT_TRY_VOID(client.retry_delivery(options.id, options.retry));
  HAAT_TRY(const std::vector<Delivery> all, all_pages([&](const std::string& cursor) {
             return client.deliveries(options.id, cursor);
           }));
  if (options.json) {
    io.out << rows_json("deliveries", all) << "\n";
    return 0;
  }
  Table table({"DELIVERY", "EVENT", "STATE", "ATTEMPTS", "NEXT", "TROUBLE"});
  for (const Delivery& one : all)
    table.add(
        {one.id, one.event, one.state, std::to_string(one.attempts), one.next_at, one.trouble});
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("WEBHOOK", options->id, "its id, as haat webhook list shows it");
  syntax.option("--retry", options->retry, "send this delivery again, at once");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command webhook_deliveries_command;
const Command webhook_deliveries_command{
    .name = "webhook deliveries",
    .summary = "Show what a webhook was told, and what could not be told; send it again.",
    .examples = "haat webhook deliveries 0123456789abcdef\n",
    .define = define,
};

}  // namespace haat::cli
