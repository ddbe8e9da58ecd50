#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_inner_element(subject, [&](const Element&, const Element& element) {
    if (element.name == "manifest")
      report_in_manifest(
          subject, report, element.place,
          "the manifest \"" + collapsed_value(element, "identifier") + "\" stands within another");
  });
}

}  // namespace

extern const Rule manifest_nested;
constinit const Rule manifest_nested{
    .id = "manifest-nested",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A manifest stands within the manifest.",
    .why = "SCORM recommends against sub-manifests, and many LMSs do not read them.",
    .fix = "Move their items and resources into the outer manifest.",
    .spec = "SCORM 2004 4th CAM 3.4.1.15",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  </resources>
+  </resources>
+  <manifest identifier="inner"><organizations/><resources/></manifest>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
