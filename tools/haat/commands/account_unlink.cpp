#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::string id;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const LinkedIdentity gone, client.unlink(options.name, options.id));
  io.out << printable(gone.subject) << " at " << printable(gone.issuer) << " does not sign in as "
         << printable(options.name) << " any more\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "the account");
  syntax.required("ID", options->id, "the identity, as haat account show tells it");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command account_unlink_command;
const Command account_unlink_command{
    .name = "account unlink",
    .summary = "End that somebody signs in by the OpenID provider; sessions of the account end.",
    .examples = "haat account unlink asha 3f9c2a7d10b84e65\n",
    .define = define,
};

}  // namespace haat::cli
