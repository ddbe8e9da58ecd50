#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string comment;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Submission submission, client.accept(options.id, options.comment));
  if (options.json)
    io.out << submission.json << "\n";
  else
    print_submission(io, submission);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the submission");
  syntax.option("--comment", options->comment, "a word for the record");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command review_accept_command;
const Command review_accept_command{
    .name = "review accept",
    .summary = "Accept a submission: the marketplace signs it and it goes live.",
    .examples = "haat review accept 1\n",
    .define = define,
};

}  // namespace haat::cli
