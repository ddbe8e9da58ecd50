#include "core/duration.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds shortest = 1min;
constexpr std::chrono::seconds longest = 200h;  // five weeks of full-time work

bool is_absurd(const std::string& text) {
  const auto seconds = parse_duration(text);
  return !seconds || *seconds < shortest || *seconds > longest;
}

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto say = [&](const std::string& path, const std::string& duration) {
    if (!duration.empty() && is_absurd(duration))
      report(path, 0, "the duration \"" + duration + "\" is not between a minute and 200 hours");
  };
  if (subject.course)
    say(std::string(course_json_path), subject.course->duration);
  else if (subject.manifest.structure)
    say(subject.manifest.structure->manifest, subject.manifest.structure->metadata.duration);
}

}  // namespace

extern const Rule duration_absurd;
constinit const Rule duration_absurd{
    .id = "duration-absurd",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The course says that it takes no time at all, or weeks.",
    .why = "Learners and catalogues take it at its word.",
    .fix = "Write how long a learner works on it: \"PT20M\", \"PT6H\".",
    .spec = "practice",
    .bad = R"(
-- haat/course.json --
{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "CC-BY-4.0", "duration": "PT0M", "competencies": [{"id": "CID1", "level": 2}]}
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
