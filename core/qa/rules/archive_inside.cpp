#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  FileGroup group;
  for (const auto& entry : subject.package.entries())
    if (kind_by_name(entry.path) == FileKind::archive) group.add(entry.path);
  group.report(report, "an archive within the package is not unpacked by any LMS");
}

}  // namespace

extern const Rule archive_inside;
constinit const Rule archive_inside{
    .id = "archive-inside",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "The package has another archive in it.",
    .why = "No LMS unpacks it, on phones few can, and nobody checked what is in it.",
    .fix = "Put the files themselves into the course, or leave the archive out.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="more.zip"/>
-- more.zip --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
