#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  FileGroup group;
  for (const auto& entry : subject.package.entries())
    if (kind_by_name(entry.path) == FileKind::office) group.add(entry.path);
  group.report(report, "a browser does not show this document");
}

}  // namespace

extern const Rule office_document;
constinit const Rule office_document{
    .id = "office-document",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary =
        "The course hands out a word processor's, spreadsheet's or slide program's document.",
    .why = "Whoever has no such program, as on most phones, cannot read it.",
    .fix =
        "Put what is to be read into a page or a PDF; keep the document only where learners are to "
        "work in it.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="notes.docx"/>
-- notes.docx --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
