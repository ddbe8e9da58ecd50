#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string state = "in_review";
  bool mine = false;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(std::vector<Submission> all,
           all_submissions(client, options.state == "all" ? "" : options.state));
  if (options.mine) {
    HAAT_TRY(const Identity me, client.me());
    std::erase_if(all, [&](const Submission& one) { return one.assigned_to != me.name; });
  }
  if (options.json)
    io.out << rows_json("submissions", all) << "\n";
  else if (all.empty())
    io.err << "No submission is waiting.\n";
  else
    print_submissions(io, all);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.choice(
      "--state", options->state,
      {"quarantined", "draft", "in_review", "changes_requested", "accepted", "live", "unlisted",
       "flagged", "superseded", "retired", "taken_down", "rejected", "withdrawn", "all"},
      "which ones; those that wait for a decision, if it is not given");
  syntax.flag("--mine", options->mine, "only those that are assigned to you");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command review_list_command;
const Command review_list_command{
    .name = "review list",
    .summary = "List the submissions that wait for a decision.",
    .examples = "haat review list\n",
    .define = define,
};

}  // namespace haat::cli
