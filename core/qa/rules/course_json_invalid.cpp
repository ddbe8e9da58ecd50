#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (subject.course_error) report(std::string(course_json_path), 0, subject.course_error->message);
}

}  // namespace

extern const Rule course_json_invalid;
constinit const Rule course_json_invalid{
    .id = "course-json-invalid",
    .severity = Severity::error,
    .layer = Layer::practice,
    .summary = "haat/course.json cannot be read.",
    .why = "Nothing that it says about the course can be believed.",
    .fix = "Correct the member named; the schema is printed by \"haat schema\".",
    .spec = "Haat package format",
    .bad = R"(
-- haat/course.json --
{"id": "Not An Id", "version": "1.0.0", "title": {"en": "Course"}}
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
