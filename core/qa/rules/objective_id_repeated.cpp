#include <set>
#include <utility>

#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_sequencing(subject, [&](const Element&, const Element& sequencing) {
    std::set<std::pair<std::string_view, std::string>> seen;
    bool primary = false;
    each_objective(sequencing, [&](const Element& objective) {
      // A second primary one is too many, whatever its id.
      if (objective.name == "primaryObjective" && objective.name_space == imsss &&
          std::exchange(primary, true))
        return;
      const auto* id = objective.find("", "objectiveID");
      if (id == nullptr || collapse(id->value).empty()) return;
      if (!seen.emplace(objective.name_space, collapse(id->value)).second)
        report_in_manifest(subject, report, id->place,
                           "this activity has another objective \"" + collapse(id->value) + "\"");
    });
  });
}

}  // namespace

extern const Rule objective_id_repeated;
constinit const Rule objective_id_repeated{
    .id = "objective-id-repeated",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Two objectives of one activity have the same identifier.",
    .why = "The LMS keeps one result for both, or refuses the activity.",
    .fix = "Give each objective an objectiveID of its own.",
    .spec = "SCORM 2004 4th CAM 5.1.10 (REQ_31.10.1.2.3, REQ_31.10.2.2.2, REQ_31.15.2.1.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="o1"></imsss:primaryObjective><imsss:objective objectiveID="o1"/></imsss:objectives></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="o1"></imsss:primaryObjective><imsss:objective objectiveID="o2"/></imsss:objectives></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
