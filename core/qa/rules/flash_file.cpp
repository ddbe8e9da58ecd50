#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  FileGroup group;
  for (const auto& entry : subject.package.entries())
    if (kind_by_name(entry.path) == FileKind::flash) group.add(entry.path);
  group.report(report, "no browser plays this file any more");
}

}  // namespace

extern const Rule flash_file;
constinit const Rule flash_file{
    .id = "flash-file",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The package has content for Flash, Silverlight or Shockwave.",
    .why = "No browser plays it any more: learners see an empty box.",
    .fix = "Make it anew as HTML, or take it out where it is only a fallback for old browsers.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="film.swf"/>
-- film.swf --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
