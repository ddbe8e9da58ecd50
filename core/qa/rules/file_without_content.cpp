#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  for (const auto& entry : subject.package.entries()) {
    if (entry.size > 0) continue;
    switch (kind_by_name(entry.path)) {
      case FileKind::page:
      case FileKind::image:
      case FileKind::drawing:
      case FileKind::audio:
      case FileKind::video:
      case FileKind::document:
        report(entry.path, 0, "the file is empty");
        break;
      default:
        break;
    }
  }
}

}  // namespace

extern const Rule file_without_content;
constinit const Rule file_without_content{
    .id = "file-without-content",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page, picture or recording has no bytes at all.",
    .why = "Learners see nothing where it should be.",
    .fix = "Export the file again, or take it out together with what refers to it.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="picture.png"/>
-- picture.png --
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
