#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (calls_another_version(subject, told))
      report(resource.launch, 0,
             "the unit calls only the API of another version of SCORM than the manifest declares" +
                 std::string(as_told));
  });
}

}  // namespace

extern const Rule api_of_another_version;
constinit const Rule api_of_another_version{
    .id = "api-of-another-version",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A unit calls the API of another version of SCORM than the manifest declares.",
    .why =
        "The LMS offers the API of the version that is declared: the unit finds none, and reports "
        "nothing.",
    .fix = "Export the course anew for one version, or correct the manifest's schemaversion.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-const API = parent.API;
-API.LMSInitialize("");
-API.LMSSetValue("cmi.core.lesson_status", "completed");
-API.LMSCommit("");
-API.LMSFinish("");
+const API = parent.API_1484_11;
+API.Initialize("");
+API.SetValue("cmi.completion_status", "completed");
+API.Commit("");
+API.Terminate("");
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
