#include "core/ascii.hpp"
#include "core/qa/rules/homes.hpp"

namespace haat::rules {
namespace {

// One that belongs on another element altogether, and a scormType in other letters, have rules of
// their own.
void check(const Subject& subject, const Rule::Reporter& report) {
  std::set<Place> told;
  if (is_scorm2004(subject))
    each_element(subject, [&](const Element& element) {
      for (const auto& attribute : element.attributes)
        if (home_missed(element, attribute) != nullptr ||
            (attribute.name_space == adlcp && equal_but_for_case(attribute.name, "scormType")))
          told.insert(attribute.place);
    });
  report_problems("attribute-unexpected", subject, report, told);
}

}  // namespace

extern const Rule attribute_unexpected;
constinit const Rule attribute_unexpected{
    .id = "attribute-unexpected",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest has an attribute that its standard does not know.",
    .why = "LMSs that validate refuse the package; the others ignore what it was meant to say.",
    .fix = "Correct the name of the attribute, or take it away.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" visible="true"><title>Start</title></item>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
