#include <memory>
#include "core/ascii.hpp"
#include "core/manifest/sequencing.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

bool is_boolean(std::string_view value) {
  const auto word = collapse(value);
  return word == "true" || word == "false" || word == "1" || word == "0";
}

bool is_closed(const std::shared_ptr<const Sequencing>& sequencing) {
  return sequencing && !sequencing->control_mode.choice && !sequencing->control_mode.flow;
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  // A value that is neither true nor false, and a name in other letters, may be meant to open them,
  // and have been told.
  bool unclear = false;
  each_element(subject, [&](const Element& element) {
    for (const auto& attribute : element.attributes)
      for (const char* name : {"choice", "flow"})
        if (equal_but_for_case(attribute.name, name))
          unclear = unclear || attribute.name != name || !is_boolean(attribute.value);
  });
  if (unclear) return;
  std::set<std::string_view> told;  // one that was copied with its identifier is told once
  const auto say = [&](const auto& parent) {
    if (!parent.identifier.empty() && !told.insert(parent.identifier).second) return;
    report_in_manifest(subject, report, parent.sequencing->place,
                       "choice and flow are both false, so nothing leads to what is in \"" +
                           parent.identifier + "\"");
  };
  for (const auto& organization : subject.manifest.structure->organizations)
    if (is_closed(organization.sequencing) && !organization.items.empty()) say(organization);
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    if (is_closed(item.sequencing) && !item.children.empty()) say(item);
  });
}

}  // namespace

extern const Rule activities_unreachable;
constinit const Rule activities_unreachable{
    .id = "activities-unreachable",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "No way leads the learner to the items in another.",
    .why = "With neither choice nor flow the LMS starts none of them, but by a jump.",
    .fix =
        "Set flow=\"true\" to go through them in turn, or choice=\"true\" to let the learner "
        "choose.",
    .spec = "SCORM 2004 4th SN 3.2.1 and 3.2.3, SB.2.2 and SB.2.9",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    </organization>
+      <imsss:sequencing><imsss:controlMode choice="false"/></imsss:sequencing>
+    </organization>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    </organization>
+      <imsss:sequencing><imsss:controlMode choice="false" flow="true"/></imsss:sequencing>
+    </organization>
)",
    .check = check,
};

}  // namespace haat::rules
