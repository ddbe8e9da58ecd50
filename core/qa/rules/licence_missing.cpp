#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (subject.course && subject.course->licence.empty())
    report(std::string(course_json_path), 0, "it has no \"licence\"");
}

}  // namespace

extern const Rule licence_missing;
constinit const Rule licence_missing{
    .id = "licence-missing",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The course names no licence.",
    .why = "Nobody knows whether they may show it, translate it or hand it on.",
    .fix = "Write its SPDX id into haat/course.json: \"licence\": \"CC-BY-4.0\".",
    .spec = "practice",
    .bad = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "duration": "PT10M", "competencies": [{"id": "CID1", "level": 2}]}
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
