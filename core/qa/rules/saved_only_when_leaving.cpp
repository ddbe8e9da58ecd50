#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (told.calls() && told.of(Speaks::sets) && told.of(Speaks::unload) &&
        !told.of(Speaks::commits) && !told.of(Speaks::hide))
      report(resource.launch, 0,
             "the unit saves only when its page is closed" + std::string(as_told));
  });
}

}  // namespace

extern const Rule saved_only_when_leaving;
constinit const Rule saved_only_when_leaving{
    .id = "saved-only-when-leaving",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A unit saves only while its page is being closed.",
    .why =
        "Phones close pages without that event, and browsers refuse to send from it: what was done "
        "is lost.",
    .fix = "Commit after each step that matters, and at \"visibilitychange\" and \"pagehide\".",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-API.LMSCommit("");
-API.LMSFinish("");
+addEventListener("beforeunload", () => API.LMSFinish(""));
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
