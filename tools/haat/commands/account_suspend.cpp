#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::string reason;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  if (options.reason.find_first_not_of(" \t") == std::string::npos)
    return fail(Errc::invalid_argument, "reason-missing", "--reason is missing: why, for the log");
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const Identity account, client.suspend(options.name, options.reason));
  io.out << printable(account.name) << " cannot sign in until haat account resume\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "the account");
  syntax.option("--reason", options->reason, "why, for the log");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command account_suspend_command;
const Command account_suspend_command{
    .name = "account suspend",
    .summary = "Let nobody use an account until it is resumed; its sessions end.",
    .examples = "haat account suspend asha --reason \"Left the institute\"\n",
    .define = define,
};

}  // namespace haat::cli
