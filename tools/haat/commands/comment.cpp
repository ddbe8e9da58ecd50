#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string submission;
  Comment comment;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  if (!options.comment.text.empty()) {
    HAAT_TRY(const Comment added, client.comment(options.submission, options.comment));
    if (options.json) {
      io.out << added.json << "\n";
      return 0;
    }
  }
  HAAT_TRY(const std::vector<Comment> all, all_comments(client, options.submission));
  if (options.json)
    io.out << rows_json("comments", all) << "\n";
  else if (all.empty())
    io.err << "Nobody has said anything yet.\n";
  else
    print_comments(io, all);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("SUBMISSION", options->submission, "the submission");
  syntax.optional("TEXT", options->comment.text, "what to say; without it, what was said is shown");
  syntax.number("--reply-to", options->comment.reply_to, "the number of another comment");
  syntax.option("--rule", options->comment.rule, "the rule of the finding that it is about");
  syntax.option("--path", options->comment.path, "the file of that finding");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command comment_command;
const Command comment_command{
    .name = "comment",
    .summary = "Talk about a submission: partners with curators, and the other way round.",
    .examples = "haat comment 1 \"Which page do you mean?\" --reply-to 3\n",
    .define = define,
};

}  // namespace haat::cli
