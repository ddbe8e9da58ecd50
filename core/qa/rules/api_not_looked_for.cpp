#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (told.of(Speaks::calls12) && !told.of(Speaks::api12) && !told.of(Speaks::api2004))
      report(resource.launch, 0,
             "the unit never looks for the API of the LMS" + std::string(as_told));
  });
}

}  // namespace

extern const Rule api_not_looked_for;
constinit const Rule api_not_looked_for{
    .id = "api-not-looked-for",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A unit calls the LMS without having looked for it.",
    .why =
        "The API stands in a window around the course, and has to be found there: otherwise the "
        "first call fails.",
    .fix = "Look for it in the parent windows and in the opener, as the standard shows.",
    .spec = "SCORM 1.2 RTE 3.3.6; SCORM 2004 4th RTE 3.3",
    .bad = R"(
-- index.html -- changed
-const API = parent.API;
+const lms = {};
-API.LMSInitialize("");
-API.LMSSetValue("cmi.core.lesson_status", "completed");
-API.LMSCommit("");
-API.LMSFinish("");
+lms.LMSInitialize("");
+lms.LMSSetValue("cmi.core.lesson_status", "completed");
+lms.LMSCommit("");
+lms.LMSFinish("");
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
