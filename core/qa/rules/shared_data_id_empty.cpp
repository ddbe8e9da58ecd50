#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* id = is(element, adlcp, "map") ? element.find("", "targetID") : nullptr;
    if (id != nullptr && collapse(id->value).empty())
      report_in_manifest(subject, report, id->place, "the targetID of this <map> is empty");
  });
}

}  // namespace

extern const Rule shared_data_id_empty;
constinit const Rule shared_data_id_empty{
    .id = "shared-data-id-empty",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item shares data under an empty name.",
    .why = "The LMS cannot tell which of its stores is meant, and shares nothing.",
    .fix = "Give the targetID the name under which other items share the same data.",
    .spec = "SCORM 2004 4th CAM 3.4.1.15 (REQ_30.6.3.7.14.2.1.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:data><adlcp:map targetID=" "/></adlcp:data></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:data><adlcp:map targetID="notes"/></adlcp:data></item>
)",
    .check = check,
};

}  // namespace haat::rules
