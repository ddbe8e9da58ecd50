#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!subject.course) return;
  for (const auto& tag : subject.course->competencies)
    if (subject.dictionary.find(tag.id) == nullptr)
      report(std::string(course_json_path), 0,
             "the competency \"" + tag.id + "\" is not in the dictionary " +
                 subject.dictionary.id() + " " + subject.dictionary.version());
}

}  // namespace

extern const Rule competency_unknown;
constinit const Rule competency_unknown{
    .id = "competency-unknown",
    .severity = Severity::error,
    .layer = Layer::practice,
    .summary = "The course is tagged with a competency that the dictionary does not have.",
    .why = "The tag leads nowhere: nobody finds the course by it.",
    .fix = "Take an id from the dictionary; \"haat competencies\" lists them.",
    .spec = "FRAC",
    .bad = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "CC-BY-4.0", "duration": "PT10M", "competencies": [{"id": "CID999"}]}
)",
    .good = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "CC-BY-4.0", "duration": "PT10M", "competencies": [{"id": "CID1"}]}
)",
    .check = check,
};

}  // namespace haat::rules
