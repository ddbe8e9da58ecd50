#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string partner;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const Page<Identity> members, client.members(options.partner));
  if (options.json) {
    io.out << rows_json("members", members.rows) << "\n";
    return 0;
  }
  Table table({"NAME", "ROLE"});
  for (const Identity& one : members.rows) table.add({one.name, one.role});
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PARTNER", options->partner, "whom they work for");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_member_list_command;
const Command partner_member_list_command{
    .name = "partner member list",
    .summary = "List who works for a partner.",
    .examples = "haat partner member list example-institute\n",
    .define = define,
};

}  // namespace haat::cli
