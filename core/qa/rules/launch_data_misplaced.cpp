#include "core/ascii.hpp"
#include "core/qa/rules/launch_data.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm12(subject)) return;
  // That it, or what it stands in, is not where it belongs.
  const auto told = places_told(subject, {"element-unexpected"});
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    if (is_launch_datum(element) && !equal_but_for_case(parent.name, "item") &&
        !told.contains(element.place) && !told.contains(parent.place))
      report_in_manifest(
          subject, report, element.place,
          "<" + element.name + "> stands in <" + parent.name + ">, where nothing is launched");
  });
}

}  // namespace

extern const Rule launch_data_misplaced;
constinit const Rule launch_data_misplaced{
    .id = "launch-data-misplaced",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A setting of SCORM 1.2 stands outside of an item.",
    .why = "No LMS looks for it there: the passing score, the limit or the data is lost.",
    .fix = "Move the element into the <item> that launches the SCO.",
    .spec = "SCORM 1.2 CAM 2.3.2.2, items; 2.3.2.3",
    .bad = R"(
-- imsmanifest.xml -- changed
-    </organization>
+      <adlcp:masteryscore>80</adlcp:masteryscore>
+    </organization>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:masteryscore>80</adlcp:masteryscore></item>
)",
    .check = check,
};

}  // namespace haat::rules
