#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (told.calls() && !told.of(Speaks::completion))
      report(resource.launch, 0,
             "the unit never says whether it is completed" + std::string(as_told));
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
