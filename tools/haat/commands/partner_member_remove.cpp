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
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const Identity removed, client.remove_member(options.partner, options.name));
  io.out << printable(removed.name) << " cannot sign in any more\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PARTNER", options->partner, "whom they worked for");
  syntax.required("NAME", options->name, "who goes");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_member_remove_command;
const Command partner_member_remove_command{
    .name = "partner member remove",
    .summary = "Close the account of somebody who worked for a partner; their tokens end at once.",
    .examples = "haat partner member remove example-institute ravi\n",
    .define = define,
};

}  // namespace haat::cli
