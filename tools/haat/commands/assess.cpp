#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "sdk/authoring/file.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/assessment.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string submission;
  std::string file;
  std::vector<std::string> answers;
  bool self = false;
  bool blank = false;
  bool ask = false;
  bool all = false;
  std::string language = "en";
  std::string server;
  bool json = false;
};

// What is changed comes on top of what the caller has answered before.
Result<std::string> merged(const Options& options, const Rubric& rubric,
                           const RubricAnswers& before) {
  if (!options.file.empty()) return read_file(options.file, Limits().json_size);
  return with_answers(rubric, before, options.answers);
}

Result<int> run(Options options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Rubric rubric, rubric_of(client));
  HAAT_TRY(const Identity me, client.me());
  HAAT_TRY(Assessments both, client.assessments(options.submission));
  const bool own = me.role == "partner" || options.self;
  const auto mine = [&]() -> const RubricAnswers& {
    return own || !both.curators ? both.self : *both.curators;
  };
  if (options.blank) {
    io.out << blank_answers(rubric, mine());
    return 0;
  }
  if (options.ask) options.answers = ask_for_answers(io, rubric, mine(), options.language);
  if (!options.file.empty() || !options.answers.empty()) {
    HAAT_TRY(const std::string answers, merged(options, rubric, mine()));
    HAAT_TRY_VOID(client.assess(options.submission, answers));
    HAAT_TRY(both, client.assessments(options.submission));
  }
  if (options.json)
    io.out << both.json << "\n";
  else
    print_assessment(io, rubric, mine(), {.language = options.language, .items = options.all});
  return mine().unanswered.empty() ? 0 : 1;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("SUBMISSION", options->submission, "the submission");
  syntax.list("--answer", options->answers,
              "ITEM=yes, ITEM=no or ITEM=na, and, against the machine, ITEM=yes:why");
  syntax.option("--answers", options->file, "a file with all of them, as --blank writes it");
  syntax.flag("--ask", options->ask, "go through what is open, one question after the other");
  syntax.flag("--blank", options->blank, "write what is still to be answered as such a file");
  syntax.flag("--self", options->self, "show the partner's own assessment, not the curators'");
  syntax.flag("--all", options->all, "show every item, not the criteria alone");
  syntax.option("--lang", options->language, "the language, as in hi; English if it is not given");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command assess_command;
const Command assess_command{
    .name = "assess",
    .summary = "Answer the rubric about a submission: partners about their own, curators about it.",
    .examples =
        "haat assess 1 --ask --lang hi\nhaat assess 1 --blank > answers.json\nhaat assess 1 "
        "--answers answers.json\n"
        "haat assess 1 --answer \"links-work=yes:the archive is linked on purpose\"\n",
    .define = define,
};

}  // namespace haat::cli
