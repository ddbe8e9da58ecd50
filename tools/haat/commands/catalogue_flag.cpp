#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string course;
  std::string reason;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const CatalogueCourse course, client.flag(options.course, options.reason));
  if (options.json)
    io.out << course.json << "\n";
  else
    io.out << printable(course.id) << " " << printable(course.version)
           << " is flagged; a curator looks into it.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("COURSE", options->course, "the course, as haat search shows it");
  syntax.option("--reason", options->reason, "what is wrong with it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command catalogue_flag_command;
const Command catalogue_flag_command{
    .name = "catalogue flag",
    .summary = "Complain of a course, so that curators look into it.",
    .examples = "haat catalogue flag org.example.first-aid --reason \"The map is wrong.\"\n",
    .define = define,
};

}  // namespace haat::cli
