#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::string subject;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  if (options.subject.empty())
    return fail(Errc::invalid_argument, "usage",
                "--subject is missing: who it is at the OpenID provider");
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const LinkedIdentity linked, client.link(options.name, options.subject));
  io.out << printable(linked.subject) << " at " << printable(linked.issuer) << " signs in as "
         << printable(options.name) << " from now on\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "the account");
  syntax.option("--subject", options->subject,
                "who it is there: the \"sub\" that a sign-in in vain tells");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command account_link_command;
const Command account_link_command{
    .name = "account link",
    .summary = "Let somebody sign in to an account by the OpenID provider.",
    .examples = "haat account link asha --subject 248289761001\n",
    .define = define,
};

}  // namespace haat::cli
