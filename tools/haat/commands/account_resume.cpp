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
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const Identity account, client.resume(options.name));
  io.out << printable(account.name) << " can sign in again\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "the account");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command account_resume_command;
const Command account_resume_command{
    .name = "account resume",
    .summary = "Let somebody use a suspended account again.",
    .examples = "haat account resume asha\n",
    .define = define,
};

}  // namespace haat::cli
