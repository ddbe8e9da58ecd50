#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  if (!options.id.empty()) {
    HAAT_TRY(const Submission submission, client.submission(options.id));
    if (options.json)
      io.out << submission.json << "\n";
    else
      print_submission(io, submission);
    return 0;
  }
  HAAT_TRY(const std::vector<Submission> all, all_submissions(client, ""));
  if (options.json)
    io.out << rows_json("submissions", all) << "\n";
  else if (all.empty())
    io.err << "Nothing was handed in yet; haat publish PACKAGE does.\n";
  else
    print_submissions(io, all);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.optional("ID", options->id, "one submission; without it, all that you may see");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command status_command;
const Command status_command{
    .name = "status",
    .summary = "Show what became of what you published, and the reason if it was rejected.",
    .examples = "haat status\n",
    .define = define,
};

}  // namespace haat::cli
