#include "core/course/spdx.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!subject.course || subject.course->licence.empty()) return;
  if (const auto fault = spdx_fault(subject.course->licence))
    report(std::string(course_json_path), 0, "in its \"licence\", " + *fault);
}

}  // namespace

extern const Rule licence_unknown;
constinit const Rule licence_unknown{
    .id = "licence-unknown",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The licence is no SPDX expression.",
    .why = "No program can tell what it permits, so that catalogues cannot filter by it.",
    .fix =
        "Write an id of https://spdx.org/licenses, such as \"CC-BY-4.0\"; terms of your own are "
        "\"LicenseRef-\" and a name.",
    .spec = "SPDX 2.3, annex D",
    .bad = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "CC BY 4.0", "duration": "PT10M", "competencies": [{"id": "CID1", "level": 2}]}
)",
    .good = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "(CC-BY-SA-4.0 OR GPL-2.0-or-later WITH Classpath-exception-2.0) AND LicenseRef-photographs", "duration": "PT10M", "competencies": [{"id": "CID1", "level": 2}]}
)",
    .check = check,
};

}  // namespace haat::rules
