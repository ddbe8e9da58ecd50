#include <memory>
#include <ostream>

#include "tools/haat/all_pages.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string state = "open";
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const std::vector<Registration> all, all_pages([&](const std::string& cursor) {
             return client.registrations(options.state, cursor);
           }));
  if (options.json) {
    io.out << rows_json("registrations", all) << "\n";
    return 0;
  }
  Table table({"ID", "NAME", "NAMESPACE", "SINCE", "CONTACT", "ABOUT"});
  for (const Registration& one : all)
    table.add({one.id, one.name, one.course_namespace, one.registered_at, one.contact, one.about});
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.choice("--state", options->state, {"open", "approved", "rejected"},
                "which; open, if it is not given");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_requests_command;
const Command partner_requests_command{
    .name = "partner requests",
    .summary = "List who asked to become a partner.",
    .examples =
        "haat partner requests\n"
        "haat partner requests --state rejected --json\n",
    .define = define,
};

}  // namespace haat::cli
