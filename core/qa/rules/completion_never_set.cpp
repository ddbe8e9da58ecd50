#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

// What it speaks of instead of the element that its version has for it.
std::string instead(const Told& told, bool newer) {
  if (told.of(newer ? Speaks::completion12 : Speaks::completion2004))
    return std::string(": it sets ") +
           (newer ? "cmi.core.lesson_status" : "cmi.completion_status") +
           ", which the version of SCORM that the manifest declares does not have";
  if (newer && told.of(Speaks::success2004)) return ", only whether it is passed";
  return {};
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  const bool newer = is_scorm2004(subject);
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (told.calls() && !calls_another_version(subject, told) &&
        !told.of(newer ? Speaks::completion2004 : Speaks::completion12))
      report(resource.launch, 0,
             "the unit never says whether it is completed" + instead(told, newer) +
                 std::string(as_told));
  });
}

}  // namespace

extern const Rule completion_never_set;
constinit const Rule completion_never_set{
    .id = "completion-never-set",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A unit never says that it is completed.",
    .why = "Learners finish it, and the LMS shows it as incomplete for ever.",
    .fix =
        "Set cmi.core.lesson_status (SCORM 1.2) or cmi.completion_status (SCORM 2004) when the "
        "learner is through.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-API.LMSSetValue("cmi.core.lesson_status", "completed");
+API.LMSSetValue("cmi.core.lesson_location", "1");
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
