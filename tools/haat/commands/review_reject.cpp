#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string reason;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  if (options.reason.find_first_not_of(" \t\n") == std::string::npos)
    return fail(Errc::invalid_argument, "reason-missing",
                "a rejection needs a reason: --reason \"what has to be mended\"");
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Submission submission, client.reject(options.id, options.reason));
  if (options.json)
    io.out << submission.json << "\n";
  else
    print_submission(io, submission);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the submission");
  syntax.option("--reason", options->reason,
                "what the partner has to mend; they see it in haat status");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command review_reject_command;
const Command review_reject_command{
    .name = "review reject",
    .summary = "Reject a submission, with the reason.",
    .examples = "haat review reject 1 --reason \"The quiz has no feedback.\"\n",
    .define = define,
};

}  // namespace haat::cli
