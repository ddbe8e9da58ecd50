#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/all_pages.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string provider;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const std::vector<OfferedCourse> all, all_pages([&](const std::string& cursor) {
             return client.provider_courses(options.provider, cursor);
           }));
  if (options.json) {
    io.out << rows_json("courses", all) << "\n";
    return 0;
  }
  if (all.empty()) io.err << "It offers no course.\n";
  Table table({"COURSE", "STATE", "TITLE", "LANGUAGE", "VERSION", "PACKAGE", "LAUNCH"});
  for (const OfferedCourse& one : all)
    table.add({one.external_id, one.state, one.title, one.language, one.version,
               one.has_package ? "yes" : "no", one.launches ? "yes" : "no"});
  if (!all.empty()) table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_courses_command;
const Command provider_courses_command{
    .name = "provider courses",
    .summary = "List the courses that a provider offers.",
    .examples = "haat provider courses drop-folder\n",
    .define = define,
};

}  // namespace haat::cli
