#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/told_metadata.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (subject.course && subject.course->licence.empty())
    report(std::string(course_json_path), 0, "it has no \"licence\"");
  // Of a package by others its metadata may tell; one that has none has a rule of its own.
  if (!subject.course && says_about_itself(subject) &&
      subject.manifest.structure->metadata.copyright.empty())
    report_in_manifest(subject, report, 0, "its metadata names no licence: it has no <rights>");
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
