#include "marketplace-server/review/release_statement.hpp"

namespace haat::server {
namespace {

// "CID1:2 CID7", a level where one is said: what the marketplace stands for when it says that the
// course teaches it.
std::string competencies_of(const Course& course) {
  std::string text;
  for (const CompetencyTag& tag : course.competencies)
    text += (text.empty() ? "" : " ") + tag.id +
            (tag.level == 0 ? "" : ":" + std::to_string(tag.level));
  return text;
}

}  // namespace

Statement release_statement(const Submission& submission, const Deed& acceptance) {
  return Statement{.kind = Statement::Kind::released,
                   .package = parse_sha256(submission.digest).value_or(Sha256{}),
                   .course = submission.course.id,
                   .version = submission.course.version,
                   .time = acceptance.now,
                   .details = {{"competencies", competencies_of(submission.course)},
                               {"decision", "accepted"},
                               {"grade", acceptance.score->grade},
                               {"report", submission.report_digest},
                               {"rubric", acceptance.policy->rubric.id()},
                               {"score", acceptance.score->percent()},
                               {"submission", submission.id}}};
}

}  // namespace haat::server
