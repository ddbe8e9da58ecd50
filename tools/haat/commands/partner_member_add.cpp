#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string partner;
  std::string name;
  std::string role = "author";
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const NewAccount account,
           client.add_member(options.partner, options.name, options.role));
  print_new_account(io, account, options.json);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PARTNER", options->partner, "whom they work for");
  syntax.required("NAME", options->name, "a short name: lower-case letters, digits, . _ -");
  syntax.choice("--role", options->role, {"author", "partner"},
                "author: brings drafts; partner: publishes, too; author, if it is not given");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_member_add_command;
const Command partner_member_add_command{
    .name = "partner member add",
    .summary = "Open an account for somebody who works for a partner, and print its token.",
    .examples =
        "haat partner member add example-institute ravi\n"
        "haat partner member add example-institute meena --role partner\n",
    .define = define,
};

}  // namespace haat::cli
