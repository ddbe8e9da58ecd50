#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (told.calls() && told.of(Speaks::sets) && told.of(Speaks::suspend_data) &&
        !told.of(Speaks::suspend))
      report(resource.launch, 0,
             "the unit keeps cmi.suspend_data and never sets the exit to \"suspend\"" +
                 std::string(as_told));
  });
}

}  // namespace

extern const Rule suspend_never_asked;
constinit const Rule suspend_never_asked{
    .id = "suspend-never-asked",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A unit keeps its state, and never asks the LMS to give it back.",
    .why =
        "The LMS throws cmi.suspend_data away when a session ends without \"suspend\", and the "
        "learner begins anew each time.",
    .fix =
        "Set cmi.core.exit (SCORM 1.2) or cmi.exit (SCORM 2004) to \"suspend\" before the session "
        "ends.",
    .spec = "SCORM 1.2 RTE 3.4.4; SCORM 2004 4th RTE 4.2.8",
    .bad = R"(
-- index.html -- changed
-API.LMSCommit("");
+API.LMSSetValue("cmi.suspend_data", "3");
+API.LMSCommit("");
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
