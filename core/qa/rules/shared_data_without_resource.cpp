#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    // An item without items below it has to have a resource: a rule of its own.
    if (is(element, adlcp, "data") && is(parent, imscp, "item") &&
        parent.child("item") != nullptr && parent.attribute("", "identifierref") == nullptr)
      report_in_manifest(subject, report, element.place,
                         "<data> stands in the item \"" + collapsed_value(parent, "identifier") +
                             "\", which has items below it and launches nothing");
  });
}

}  // namespace

extern const Rule shared_data_without_resource;
constinit const Rule shared_data_without_resource{
    .id = "shared-data-without-resource",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item that groups others shares data.",
    .why = "No page runs for such an item, so nobody can read or write the data.",
    .fix = "Move <adlcp:data> into the items that launch something.",
    .spec = "SCORM 2004 4th CAM 3.4.1.14 (REQ_30.6.3.7.14.1.1)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="part"><title>Part</title>
+        <item identifier="i" identifierref="r"><title>Start</title></item>
+        <adlcp:data><adlcp:map targetID="store"/></adlcp:data>
+      </item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:data><adlcp:map targetID="store"/></adlcp:data></item>
)",
    .check = check,
};

}  // namespace haat::rules
