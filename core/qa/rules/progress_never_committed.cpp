#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (told.calls() && told.of(Speaks::sets) && !told.of(Speaks::commits) &&
        !told.of(Speaks::unload))
      report(resource.launch, 0,
             "the unit never asks the LMS to save before it ends" + std::string(as_told));
  });
}

}  // namespace

extern const Rule progress_never_committed;
constinit const Rule progress_never_committed{
    .id = "progress-never-committed",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A unit saves nothing before it ends.",
    .why = "When a browser crashes or a connection is lost, all that was done is lost.",
    .fix = "Call LMSCommit or Commit after each step that matters.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-API.LMSCommit("");
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
