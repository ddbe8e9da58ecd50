#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  Misspelt misspelt(subject);
  for (const auto& organization : subject.manifest.structure->organizations) {
    // The schemas of some editions say it; that nothing is in there, all of them.
    if (organization.items.empty() && !lacks_by_schema(subject, organization.place, "item") &&
        !lacks_by_schema(subject, organization.place, "title") &&
        !misspelt.take_child(organization.place, "item"))
      report(subject.manifest.structure->manifest, organization.place,
             "organization \"" + organization.identifier + "\" has no item");
  }
}

}  // namespace

extern const Rule item_missing;
constinit const Rule item_missing{
    .id = "item-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An organization has no item.",
    .why = "There is nothing that a learner could choose.",
    .fix = "Add an <item> that refers to a resource.",
    .spec = "SCORM 1.2 CAM 2.3.2.2; SCORM 2004 4th CAM 3.4.1.1 (REQ_30.6.3)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
