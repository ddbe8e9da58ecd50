#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Scan scan, client.scan(options.id));
  if (options.json) {
    io.out << scan.json << "\n";
    return 0;
  }
  io.out << printable(scan.id) << ": " << counted(scan.looked_at, "release") << " looked at, "
         << scan.found << " found" << (scan.done ? "" : "; it goes on") << "\n";
  if (scan.hits.empty()) return 0;
  Table table({"COURSE", "VERSION", "OUTCOME", "FOUND"});
  for (const Scan::Hit& hit : scan.hits)
    table.add({hit.course, hit.version, in_words(hit.outcome), hit.found});
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("SCAN", options->id, "its id, as haat scan list shows it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command scan_show_command;
const Command scan_show_command{
    .name = "scan show",
    .summary = "Show how far a scan is, and what it found.",
    .examples = "haat scan show 0123456789abcdef\n",
    .define = define,
};

}  // namespace haat::cli
