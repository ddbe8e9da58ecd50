#include <algorithm>
#include <array>
#include <map>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

constexpr std::array<std::string_view, 6> single{
    "sequencing", "presentation", "timeLimitAction", "dataFromLMS", "completionThreshold", "data"};

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    if (element.name != "item" && element.name != "organization") return;
    std::map<std::string_view, int> seen;
    for (const auto& child : element.children)
      if (std::find(single.begin(), single.end(), child.name) != single.end() &&
          ++seen[child.name] == 2)
        report(subject.manifest.structure->manifest, child.place,
               "this <" + element.name + "> has a second <" + child.name + ">");
  });
}

}  // namespace

extern const Rule item_element_repeated;
constinit const Rule item_element_repeated{
    .id = "item-element-repeated",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item or organization has an element more than once that it may have once.",
    .why = "LMSs take one of them, and differ in which.",
    .fix = "Keep one of the elements.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.6.4)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing/><imsss:sequencing/></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing/></item>
)",
    .check = check,
};

}  // namespace haat::rules
