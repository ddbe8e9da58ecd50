#include <memory>
#include <ostream>

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
  std::vector<Identity> all;
  std::string cursor;
  do {
    HAAT_TRY(Page<Identity> page, client.accounts(cursor));
    for (Identity& one : page.rows) all.push_back(std::move(one));
    cursor = page.next;
  } while (!cursor.empty());
  if (options.json) {
    io.out << rows_json("accounts", all) << "\n";
    return 0;
  }
  Table table({"NAME", "ROLE", "NAMESPACE"});
  for (const Identity& one : all) table.add({one.name, one.role, one.course_namespace});
  table.print(io.out, io.colour);
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
