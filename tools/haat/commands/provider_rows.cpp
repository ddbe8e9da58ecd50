#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/all_pages.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/providers.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string provider;
  std::string verdict;
  bool csv = false;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(ProviderClient client, connect_providers(options.server));
  if (options.csv) {
    HAAT_TRY(const std::string csv, client.ingest_rows_csv(options.provider));
    io.out << csv;
    return 0;
  }
  HAAT_TRY(const std::vector<IngestRow> all, all_pages([&](const std::string& cursor) {
             return client.ingest_rows(options.provider, options.verdict, cursor);
           }));
  if (options.json) {
    io.out << rows_json("rows", all) << "\n";
    return 0;
  }
  if (all.empty()) io.err << "There are no such rows.\n";
  Table table({"ROW", "COURSE", "VERDICT", "FIELD", "WHY"});
  for (const IngestRow& one : all)
    table.add({std::to_string(one.number), one.external_id, one.verdict, one.field, one.reason});
  if (!all.empty()) table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  syntax.choice("--verdict", options->verdict, {"added", "updated", "unchanged", "gone", "refused"},
                "only those");
  syntax.flag("--csv", options->csv, "all of them, for a spreadsheet");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_rows_command;
const Command provider_rows_command{
    .name = "provider rows",
    .summary = "Show what became of each row when a provider's catalogue was last taken.",
    .examples = "haat provider rows drop-folder --verdict refused\n",
    .define = define,
};

}  // namespace haat::cli
