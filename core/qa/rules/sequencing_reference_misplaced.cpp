#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    const auto* reference = sequencing.find("", "IDRef");
    if (reference != nullptr && parent.name == "sequencingCollection")
      report_in_manifest(
          subject, report, reference->place,
          "this <sequencing> of the collection refers to \"" + reference->value + "\"");
  });
}

}  // namespace

extern const Rule sequencing_reference_misplaced;
constinit const Rule sequencing_reference_misplaced{
    .id = "sequencing-reference-misplaced",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Sequencing in the collection refers to other sequencing.",
    .why = "The collection is what is referred to; chains of references are not followed.",
    .fix = "Take the IDRef away and write out what it stands for.",
    .spec = "SCORM 2004 4th CAM 5.1.1 (REQ_31.4)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  </resources>
+  </resources>
+  <imsss:sequencingCollection><imsss:sequencing ID="a"/><imsss:sequencing ID="b" IDRef="a"/></imsss:sequencingCollection>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  </resources>
+  </resources>
+  <imsss:sequencingCollection><imsss:sequencing ID="a"/></imsss:sequencingCollection>
)",
    .check = check,
};

}  // namespace haat::rules
