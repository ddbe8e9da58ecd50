#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    const auto* id = sequencing.find("", "ID");
    if (id != nullptr && (parent.name == "item" || parent.name == "organization"))
      report_in_manifest(
          subject, report, id->place,
          "the <sequencing> of this <" + parent.name + "> has the ID \"" + id->value + "\"");
  });
}

}  // namespace

extern const Rule sequencing_id_misplaced;
constinit const Rule sequencing_id_misplaced{
    .id = "sequencing-id-misplaced",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Sequencing outside the collection has an ID.",
    .why = "Only what is in the collection can be referred to; strict LMSs refuse the package.",
    .fix = "Take the ID away, or move the sequencing into the sequencingCollection.",
    .spec = "SCORM 2004 4th CAM 5.1.1 (REQ_31.3.4)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing ID="a"/></item>
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
