#include <utility>

#include "core/qa/rules/objectives_read_again.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_sequencing(subject, [&](const Element&, const Element& sequencing) {
    std::set<std::pair<std::string, std::string>> written;  // what, where to
    std::set<std::pair<std::string_view, std::string>> known;
    each_objective(sequencing, [&](const Element& objective) {
      // That two have one name is told by itself.
      const auto id = collapsed_value(objective, "objectiveID");
      if (!id.empty() && !known.emplace(objective.name_space, id).second) return;
      const auto copies = read_again(objective);  // which are told by themselves
      for (const auto& map : objective.children)
        for (const auto& attribute : map.attributes) {
          const auto target = collapsed_value(map, "targetObjectiveID");
          if (map.name != "mapInfo" || target.empty() || !attribute.name.starts_with("write") ||
              !is_true(attribute.value))
            continue;
          if (!written.emplace(attribute.name, target).second && !copies.contains(&map))
            report_in_manifest(subject, report, attribute.place,
                               "another <mapInfo> of this activity has " + attribute.name +
                                   " for \"" + target + "\" already");
        }
    });
  });
}

}  // namespace

extern const Rule objective_written_twice;
constinit const Rule objective_written_twice{
    .id = "objective-written-twice",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Two objectives of one activity write the same global objective.",
    .why = "Which of the two results is kept depends on the LMS.",
    .fix = "Let only one <mapInfo> write to the global objective.",
    .spec = "SCORM 2004 4th CAM 5.1.10, 5.1.15 (REQ_31.10.1.4.7, REQ_31.15.2.2.13)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="o1"><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="true" readNormalizedMeasure="true" writeSatisfiedStatus="true"/></imsss:primaryObjective><imsss:objective objectiveID="o2"><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="true" readNormalizedMeasure="true" writeSatisfiedStatus="true"/></imsss:objective></imsss:objectives></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="o1"><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="true" readNormalizedMeasure="true" writeSatisfiedStatus="true"/></imsss:primaryObjective><imsss:objective objectiveID="o2"><imsss:mapInfo targetObjectiveID="h" readSatisfiedStatus="true" readNormalizedMeasure="true" writeSatisfiedStatus="true"/></imsss:objective></imsss:objectives></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
