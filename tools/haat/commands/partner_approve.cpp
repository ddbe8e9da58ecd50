#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string despite;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const Registration approved, client.approve(options.id, options.despite));
  io.out << printable(approved.name) << " is a partner now, with courses under "
         << printable(approved.course_namespace) << "; haat partner claim gives them their token\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the registration, as haat partner requests shows it");
  syntax.option("--despite", options->despite,
                "why a name that is reserved, or looks like another's, is right nevertheless");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_approve_command;
const Command partner_approve_command{
    .name = "partner approve",
    .summary = "Take in who asked to become a partner.",
    .examples = "haat partner approve 3f9c2a7d10b84e65\n",
    .define = define,
};

}  // namespace haat::cli
