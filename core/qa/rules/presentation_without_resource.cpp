#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    // An item without items below it has to have a resource: a rule of its own.
    if (is(element, adlnav, "presentation") && is(parent, imscp, "item") &&
        parent.child("item") != nullptr && parent.attribute("", "identifierref") == nullptr)
      report_in_manifest(subject, report, element.place,
                         "<presentation> stands in the item \"" +
                             collapsed_value(parent, "identifier") +
                             "\", which has items below it and launches nothing");
  });
}

}  // namespace

extern const Rule presentation_without_resource;
constinit const Rule presentation_without_resource{
    .id = "presentation-without-resource",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item that groups others says which buttons of the LMS to hide.",
    .why =
        "Nothing is shown for such an item, so LMSs ignore it, and strict ones refuse the "
        "package.",
    .fix = "Move <adlnav:presentation> into the items that launch something.",
    .spec = "SCORM 2004 4th CAM 5.2.1 (REQ_33.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="part"><title>Part</title>
+        <item identifier="i" identifierref="r"><title>Start</title></item>
+        <adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>
+      </item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation></item>
)",
    .check = check,
};

}  // namespace haat::rules
