#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string output;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Submission submission, client.submission(options.id));
  if (options.json)
    io.out << submission.json << "\n";
  else
    print_submission(io, submission);
  if (options.output.empty()) return 0;
  end_tidily();
  ProgressBar bar(io, "Downloading");
  HAAT_TRY_VOID(client.download_submission(options.id, options.output, bar.progress()));
  io.err << "written: " << options.output << "; haat preview " << options.output << " plays it\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the submission");
  syntax.option("--output", options->output, "also write its package to this file, to look at it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command review_show_command;
const Command review_show_command{
    .name = "review show",
    .summary = "Show one submission: who signed it, what was found in it, what was decided.",
    .examples = "haat review show 1 --output submitted.zip\n",
    .define = define,
};

}  // namespace haat::cli
