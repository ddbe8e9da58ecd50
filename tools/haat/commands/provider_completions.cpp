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
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(ProviderClient client, connect_providers(options.server));
  HAAT_TRY(const std::vector<ProviderCompletion> all, all_pages([&](const std::string& cursor) {
             return client.completions(options.provider, options.verdict, cursor);
           }));
  if (options.json) {
    io.out << rows_json("completions", all) << "\n";
    return 0;
  }
  if (all.empty()) io.err << "There are no such completions.\n";
  Table table({"LEARNER", "COURSE", "FINISHED", "VERDICT", "WHY"});
  for (const ProviderCompletion& one : all)
    table.add({one.learner, one.external_id, one.finished_at, one.verdict, one.reason});
  if (!all.empty()) table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  syntax.option("--verdict", options->verdict, "only those: plausible, implausibly-quick, ...");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_completions_command;
const Command provider_completions_command{
    .name = "provider completions",
    .summary = "List who finished what, as a provider tells, newest first.",
    .examples = "haat provider completions drop-folder --verdict implausibly-quick\n",
    .define = define,
};

}  // namespace haat::cli
