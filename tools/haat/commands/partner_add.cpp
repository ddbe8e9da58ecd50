#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::string role = "partner";
  std::string course_namespace;
  int threshold = 1;
  std::string despite;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  if (options.role == "partner" && options.course_namespace.empty())
    return fail(
        Errc::invalid_argument, "usage",
        "--namespace is missing: what the ids of the partner's courses begin with, as org.example");
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const NewAccount account,
           client.add_account(options.name, options.role, options.course_namespace,
                              options.threshold, options.despite));
  print_new_account(io, account, options.json);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "a short name: lower-case letters, digits, . _ -");
  syntax.choice("--role", options->role, {"partner", "reviewer", "curator", "auditor", "admin"},
                "what they may do; partner, if it is not given");
  syntax.option("--namespace", options->course_namespace,
                "what the ids of the partner's courses begin with: org.example");
  syntax.number("--threshold", options->threshold,
                "how many different keys of the partner's have to sign each package; 1, if it is "
                "not given");
  syntax.option("--despite", options->despite,
                "why a name that is reserved, or looks like another's, is right nevertheless");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_add_command;
const Command partner_add_command{
    .name = "partner add",
    .summary =
        "Open an account for a partner, or for one of the marketplace's people, and print its "
        "token.",
    .examples =
        "haat partner add example-institute --namespace org.example\n"
        "haat partner add meera --role curator\n",
    .define = define,
};

}  // namespace haat::cli
