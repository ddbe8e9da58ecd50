#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  int seen = 0;
  for (const auto& child : subject.manifest.root->children)
    if (is(child, imsss, "sequencingCollection") && ++seen > 1)
      report_in_manifest(subject, report, child.place,
                         "the manifest has a second <sequencingCollection>");
}

}  // namespace

extern const Rule sequencing_collection_repeated;
constinit const Rule sequencing_collection_repeated{
    .id = "sequencing-collection-repeated",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The manifest has more than one sequencingCollection.",
    .why = "LMSs read one of them; what refers to the other is not found.",
    .fix = "Put all of the sequencing into one collection.",
    .spec = "SCORM 2004 4th CAM 5.1.2 (REQ_32)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  </resources>
+  </resources>
+  <imsss:sequencingCollection><imsss:sequencing ID="a"/></imsss:sequencingCollection>
+  <imsss:sequencingCollection><imsss:sequencing ID="b"/></imsss:sequencingCollection>
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
