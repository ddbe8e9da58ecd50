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
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const std::vector<Scan> all,
           all_pages([&](const std::string& cursor) { return client.scans(cursor); }));
  if (options.json) {
    io.out << rows_json("scans", all) << "\n";
    return 0;
  }
  Table table({"SCAN", "BY", "AT", "LOOKED AT", "FOUND", "DONE", "REASON"});
  for (const Scan& one : all)
    table.add({one.id, one.by, one.at, std::to_string(one.looked_at), std::to_string(one.found),
               one.done ? "yes" : "", one.reason});
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

extern const Command scan_list_command;
const Command scan_list_command{
    .name = "scan list",
    .summary = "List the scans of what was published.",
    .examples = "haat scan list\n",
    .define = define,
};

}  // namespace haat::cli
