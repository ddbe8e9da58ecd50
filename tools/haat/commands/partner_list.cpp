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
  HAAT_TRY(const std::vector<Identity> all,
           all_pages([&](const std::string& cursor) { return client.accounts(cursor); }));
  if (options.json) {
    io.out << rows_json("accounts", all) << "\n";
    return 0;
  }
  Table table({"NAME", "ROLE", "NAMESPACE"});
  for (const Identity& one : all) table.add({one.name, one.role, one.course_namespace});
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

extern const Command partner_list_command;
const Command partner_list_command{
    .name = "partner list",
    .summary = "List the accounts of the marketplace.",
    .examples = "haat partner list\n",
    .define = define,
};

}  // namespace haat::cli
