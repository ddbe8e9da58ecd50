#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (told.calls() && told.of(Speaks::begins) && !told.of(Speaks::ends))
      report(resource.launch, 0,
             "the unit begins a session with the LMS and never ends it" + std::string(as_told));
  });
}

}  // namespace

extern const Rule session_never_ended;
constinit const Rule session_never_ended{
    .id = "session-never-ended",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A unit never ends its session with the LMS.",
    .why =
        "Some LMSs keep nothing of a session that was not ended, others refuse to begin the next "
        "one.",
    .fix = "Call LMSFinish (SCORM 1.2) or Terminate (SCORM 2004) when the learner leaves.",
    .spec = "SCORM 1.2 RTE 3.2; SCORM 2004 4th RTE 2.1.1",
    .bad = R"(
-- index.html -- changed
-API.LMSFinish("");
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
