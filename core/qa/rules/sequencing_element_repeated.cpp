#include <map>

#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_sequencing(subject, [&](const Element&, const Element& sequencing) {
    std::map<std::string_view, int> seen;
    // Those of IMS are counted by their schema, which does not know ADL's.
    for (const auto& child : sequencing.children)
      if (child.name_space == adlseq && ++seen[child.name] == 2)
        report_in_manifest(subject, report, child.place,
                           "this <sequencing> has a second <" + child.name + ">");
  });
}

}  // namespace

extern const Rule sequencing_element_repeated;
constinit const Rule sequencing_element_repeated{
    .id = "sequencing-element-repeated",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A sequencing has an element more than once that it may have once.",
    .why = "LMSs take one of them, and differ in which.",
    .fix = "Keep one of the elements.",
    .spec = "SCORM 2004 4th CAM 5.1 (REQ_31.5 to REQ_31.15)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><adlseq:constrainedChoiceConsiderations xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"/><adlseq:constrainedChoiceConsiderations xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"/></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><adlseq:constrainedChoiceConsiderations xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"/></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
