#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const HandedCode code, client.invite(options.name));
  print_code(io, code,
             "Whoever signs in with this code (haat login URL --invited) has the account " +
                 printable(options.name) + " from then on.",
             options.json);
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

extern const Command account_invite_command;
const Command account_invite_command{
    .name = "account invite",
    .summary =
        "Make a code with which somebody signs in by the OpenID provider and gets an account.",
    .examples = "haat account invite asha\n",
    .define = define,
};

}  // namespace haat::cli
