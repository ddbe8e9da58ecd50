#include <algorithm>
#include "core/qa/rules/scos.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  const Element* first = nullptr;
  bool other = false;  // a SCO, or what may be meant to be one and has a rule of its own
  each_element(subject, [&](const Element& element) {
    if (!is_resource(subject, element)) return;
    if (first == nullptr) first = &element;
    const auto type =
        std::find_if(element.attributes.begin(), element.attributes.end(), is_scorm_type);
    other = other || type == element.attributes.end() || collapse(type->value) != "asset";
  });
  if (first != nullptr && !other)
    report_in_manifest(subject, report, first->place, "every resource is an asset, and none a SCO");
}

}  // namespace

extern const Rule sco_missing;
constinit const Rule sco_missing{
    .id = "sco-missing",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "No resource of the package is a SCO.",
    .why =
        "The LMS learns nothing from the course but that it was opened, and some platforms refuse "
        "it.",
    .fix =
        "Declare what reports to the LMS as \"sco\"; if nothing does, the course cannot be "
        "tracked.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+    <resource identifier="r" type="webcontent" adlcp:scormtype="asset" href="index.html">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
