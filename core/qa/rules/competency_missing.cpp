#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (subject.course && subject.course->competencies.empty())
    report(std::string(course_json_path), 0, "no competency is named");
}

}  // namespace

extern const Rule competency_missing;
constinit const Rule competency_missing{
    .id = "competency-missing",
    .severity = Severity::error,
    .layer = Layer::practice,
    .summary = "The course is tagged with no competency.",
    .why =
        "Nobody who needs the competency can find the course, and finishing it counts for nothing.",
    .fix = "Name at least one competency in course.json; \"haat competencies\" lists them.",
    .spec = "FRAC; iGOT Karmayogi quality framework: every course is tagged to a competency",
    .bad = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "CC-BY-4.0", "duration": "PT10M"}
)",
    .good = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "CC-BY-4.0", "duration": "PT10M", "competencies": [{"id": "CID1", "level": 2}]}
)",
    .check = check,
};

}  // namespace haat::rules
