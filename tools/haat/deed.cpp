#include "tools/haat/deed.hpp"

#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::vector<std::string> ids;
  std::string course;
  Deed deed;
  std::string server;
  bool json = false;
};

Result<int> run_with_several(const Options& options, MarketplaceClient& client, Io& io) {
  HAAT_TRY(const auto results, client.perform(options.ids, options.deed));
  Table table({"SUBMISSION", "STATE", "WHY NOT"});
  std::size_t failed = 0;
  for (const DeedResult& one : results) {
    table.add({one.submission, in_words(one.state), one.error ? one.error->message : ""});
    failed += one.error ? 1 : 0;
  }
  table.print(io);
  if (failed > 0) io.err << counted(failed, "submission") << " stayed as it was.\n";
  return failed == 0 ? 0 : 1;
}

// What needs no server to be wrong is told before one is asked.
Result<void> judge(const Options& options, const DeedSyntax& deed) {
  const auto missing = [](const char* id, const char* option, const char* help) {
    return fail(Errc::invalid_argument, id, std::string(option) + " is missing: " + help);
  };
  if (deed.reason && deed.reason_needed &&
      options.deed.reason.find_first_not_of(" \t\r\n") == std::string::npos)
    return missing("reason-missing", "--reason", deed.reason);
  if (deed.at && deed.at_needed && options.deed.at.empty())
    return missing("usage", "--at", deed.at);
  if (deed.curator && options.deed.curator.empty())
    return missing("usage", "--curator", deed.curator);
  return {};
}

Result<int> run(Options options, const DeedSyntax& deed, Io& io) {
  HAAT_TRY_VOID(judge(options, deed));
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  if (options.ids.size() > 1) return run_with_several(options, client, io);
  if (!options.course.empty()) {
    HAAT_TRY(const CatalogueCourse course, client.course(options.course));
    options.ids = {course.submission};
  }
  HAAT_TRY(const Submission submission, client.perform(options.ids.front(), options.deed));
  if (options.json)
    io.out << submission.json << "\n";
  else
    print_submission(io, submission);
  return 0;
}

}  // namespace

Action define_deed(Syntax& syntax, const DeedSyntax& deed) {
  auto options = std::make_shared<Options>();
  options->deed.act = deed.act;
  if (deed.of_course)
    syntax.required("COURSE", options->course, "the course, as haat search shows it");
  else
    syntax.rest("SUBMISSION", options->ids, "one submission, or several");
  if (deed.reason) syntax.option("--reason", options->deed.reason, deed.reason);
  if (deed.at) syntax.option("--at", options->deed.at, deed.at);
  if (deed.curator) syntax.option("--curator", options->deed.curator, deed.curator);
  syntax.number("--revision", options->deed.revision,
                "only if it is at this revision still, as haat review show tells it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options, deed](Io& io) { return run(*options, deed, io); };
}

}  // namespace haat::cli
