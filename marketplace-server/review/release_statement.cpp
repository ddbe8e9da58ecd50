#include "marketplace-server/review/release_statement.hpp"
#include "core/course/competencies_text.hpp"

namespace haat::server {
Statement release_statement(const Submission& submission, const Deed& acceptance) {
  return Statement{.kind = Statement::Kind::released,
                   .package = parse_sha256(submission.digest).value_or(Sha256{}),
                   .course = submission.course.id,
                   .version = submission.course.version,
                   .time = acceptance.now,
                   .details = {{"competencies", competencies_text(submission.course.competencies)},
                               {"decision", "accepted"},
                               {"grade", acceptance.score->grade},
                               {"report", submission.report_digest},
                               {"rubric", acceptance.policy->rubric.id()},
                               {"score", acceptance.score->percent()},
                               {"submission", submission.id}}};
}

}  // namespace haat::server
