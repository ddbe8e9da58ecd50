#include "core/qa/rules/run_time_reading.hpp"
#include "core/qa/rules/server_pages.hpp"

namespace haat::rules {
namespace {

// What no browser would show has a rule of its own.
bool is_shown(const Subject& subject, const std::string& path) {
  return subject.package.find(path)->size > 0 && !is_for_another_server(path);
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (!told.calls() && !told.of(Speaks::api2004) && is_shown(subject, resource.launch))
      report(resource.launch, 0, "the unit never calls the API of the LMS" + std::string(as_told));
  });
}

}  // namespace

extern const Rule api_never_called;
constinit const Rule api_never_called{
    .id = "api-never-called",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A unit never speaks to the LMS.",
    .why =
        "SCORM asks every SCO to begin and to end its session; the LMS keeps it as \"not "
        "attempted\" for ever.",
    .fix = "Let it call the API, or declare it as an asset, which need not.",
    .spec = "SCORM 1.2 RTE 3.2; SCORM 2004 4th RTE 2.1.1",
    .bad = R"(
-- index.html -- changed
-const API = parent.API;
-API.LMSInitialize("");
-API.LMSSetValue("cmi.core.lesson_status", "completed");
-API.LMSCommit("");
-API.LMSFinish("");
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
