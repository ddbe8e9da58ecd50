#include <charconv>
#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/check_line.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string provider;
  std::string external_id;
  std::string course;
  std::vector<std::string> competencies;
  std::string licence;
  std::string duration;
  std::string server;
  bool json = false;
};

// "CID311:2": a competency and the level that the course leads to.
Result<CompetencyTag> tag(const std::string& text) {
  const auto colon = text.find(':');
  CompetencyTag tag{text.substr(0, colon), 0};
  if (colon == std::string::npos) return tag;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data() + colon + 1, end, tag.level);
  if (problem != std::errc{} || stop != end || tag.level < 1 || tag.level > 5)
    return fail(Errc::invalid_argument, "level-invalid",
                "\"" + text + "\" is no competency with a level from 1 to 5, such as CID311:2");
  return tag;
}

Result<int> run(const Options& options, Io& io) {
  OfferTags tags{.course = options.course,
                 .competencies = {},
                 .licence = options.licence,
                 .duration = options.duration};
  if (tags.course.empty())
    return fail(Errc::invalid_argument, "usage",
                "--id is missing: the id that the course gets in this marketplace, as "
                "org.example.first-aid");
  for (const std::string& text : options.competencies) {
    HAAT_TRY(CompetencyTag one, tag(text));
    tags.competencies.push_back(std::move(one));
  }
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  CheckLine line(io);
  const auto submission =
      client.submit_offer(options.provider, options.external_id, tags, line.progress());
  if (!submission) return tell_refusal(io, options.external_id, submission.error());
  if (options.json)
    io.out << submission->json << "\n";
  else
    print_submission(io, *submission);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  syntax.required("COURSE", options->external_id, "the provider's own id of the course");
  syntax.option("--id", options->course, "the id that it gets in this marketplace");
  syntax.list("--competency", options->competencies, "what it teaches, with the level: CID311:2");
  syntax.option("--licence", options->licence, "an SPDX expression, if the provider names none");
  syntax.option("--duration", options->duration, "as PT20M, if the provider names none");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_submit_command;
const Command provider_submit_command{
    .name = "provider submit",
    .summary = "Take a provider's course in for review.",
    .examples =
        "haat provider submit drop-folder course-1 --id org.example.course-1 --competency "
        "CID311:2\n",
    .define = define,
};

}  // namespace haat::cli
