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
  HAAT_TRY(const HandedCode code, client.reset_password(options.name));
  print_code(io, code,
             "With this code " + printable(options.name) +
                 " sets another password (haat password --forgotten " + printable(options.name) +
                 ").",
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

extern const Command account_reset_password_command;
const Command account_reset_password_command{
    .name = "account reset-password",
    .summary = "Make a code with which somebody sets a password in place of one that is forgotten.",
    .examples = "haat account reset-password asha\n",
    .define = define,
};

}  // namespace haat::cli
