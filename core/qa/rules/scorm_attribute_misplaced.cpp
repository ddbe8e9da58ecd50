#include "core/qa/rules/homes.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    for (const auto& attribute : element.attributes)
      if (const auto* home = home_missed(element, attribute))
        report_in_manifest(subject, report, attribute.place,
                           "the attribute " + std::string(attribute.name) + " is on <" +
                               element.name + ">; it belongs on <" + std::string(home->element) +
                               ">");
  });
}

}  // namespace

extern const Rule scorm_attribute_misplaced;
constinit const Rule scorm_attribute_misplaced{
    .id = "scorm-attribute-misplaced",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An attribute of SCORM is on an element that it does not belong to.",
    .why = "LMSs do not look for it there, and strict ones refuse the package.",
    .fix = "Move the attribute to the element named, or take it away.",
    .spec = "SCORM 2004 4th CAM 3.4.1 (REQ_30.7.3.4.2, REQ_30.6.3.3.2, REQ_30.6.3.4.3)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" adlcp:scormType="sco"><title>Start</title></item>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
