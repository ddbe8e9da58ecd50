#include "core/qa/rules/misspelt.hpp"
#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const Misspelt misspelt(subject);
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    if (parent.name == "sequencingCollection" && sequencing.attribute("", "ID") == nullptr &&
        !misspelt.has_attribute(sequencing.place, "ID"))
      report_in_manifest(subject, report, sequencing.place,
                         "this <sequencing> of the collection has no ID");
  });
}

}  // namespace

extern const Rule sequencing_id_missing;
constinit const Rule sequencing_id_missing{
    .id = "sequencing-id-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Sequencing in the collection has no ID.",
    .why = "No item can refer to it, so it is never used.",
    .fix = "Give it an ID, or take it away.",
    .spec = "SCORM 2004 4th CAM 5.1.1 (REQ_31.3.3)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  </resources>
+  </resources>
+  <imsss:sequencingCollection><imsss:sequencing/></imsss:sequencingCollection>
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
