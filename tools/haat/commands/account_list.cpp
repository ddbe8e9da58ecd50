#include <memory>
#include <ostream>

#include "tools/haat/all_pages.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const std::vector<ListedAccount> all,
           all_pages([&](const std::string& cursor) { return client.accounts(cursor); }));
  if (options.json) {
    io.out << rows_json("accounts", all) << "\n";
    return 0;
  }
  Table table({"NAME", "ROLE", "STATE", "SIGNS IN WITH"});
  for (const ListedAccount& one : all)
    table.add({one.account.name, one.account.role, one.state, one.signs_in_with});
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

extern const Command account_list_command;
const Command account_list_command{
    .name = "account list",
    .summary = "List all accounts, and what they sign in with beside tokens.",
    .examples = "haat account list\n",
    .define = define,
};

}  // namespace haat::cli
