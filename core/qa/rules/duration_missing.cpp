#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/told_metadata.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (subject.course && subject.course->duration.empty())
    report(std::string(course_json_path), 0, "it has no \"duration\"");
  if (!subject.course && says_about_itself(subject) &&
      subject.manifest.structure->metadata.duration.empty())
    report_in_manifest(subject, report, 0,
                       "its metadata says no duration: it has no typical learning time");
}

}  // namespace

extern const Rule duration_missing;
constinit const Rule duration_missing{
    .id = "duration-missing",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "The course does not say how long it takes.",
    .why = "Learners cannot plan for it, and catalogues cannot sort by it.",
    .fix = "Write it into haat/course.json: \"duration\": \"PT20M\".",
    .spec = "practice",
    .bad = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "CC-BY-4.0", "competencies": [{"id": "CID1", "level": 2}]}
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
