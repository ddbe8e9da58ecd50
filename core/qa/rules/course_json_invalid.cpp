#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!subject.course_error) return;
  // The finding's place names the file.
  const std::string path(course_json_path);
  auto message = subject.course_error->message;
  if (message.starts_with(path + ": ")) message.erase(0, path.size() + 2);
  if (message.starts_with(path + " cannot")) message.replace(0, path.size(), "it");
  report(path, 0, message);
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
