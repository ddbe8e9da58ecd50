#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const Page<LinkedIdentity> linked, client.identities(options.name));
  if (options.json) {
    io.out << rows_json("identities", linked.rows) << "\n";
    return 0;
  }
  Table table({"ID", "SUBJECT", "ISSUER", "LINKED", "BY"});
  for (const LinkedIdentity& one : linked.rows)
    table.add({one.id, one.subject, one.issuer, one.linked_at, one.linked_by});
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "the account");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command account_show_command;
const Command account_show_command{
    .name = "account show",
    .summary = "Show whom somebody is at the OpenID provider.",
    .examples = "haat account show asha\n",
    .define = define,
};

}  // namespace haat::cli
