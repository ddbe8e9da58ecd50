#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

bool should_be_harmless(FileKind kind) {
  switch (kind) {
    case FileKind::image:
    case FileKind::drawing:
    case FileKind::audio:
    case FileKind::video:
    case FileKind::captions:
    case FileKind::document:
    case FileKind::office:
    case FileKind::font:
      return true;
    default:
      return false;
  }
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (should_be_harmless(file.kind()) && kind_by_bytes(file.bytes()) == FileKind::program)
    report(file.path(), 0, "by its name it is no program, by its first bytes it is one");
}

}  // namespace

extern const Rule program_disguised;
constinit const Rule program_disguised{
    .id = "program-disguised",
    .severity = Severity::error,
    .layer = Layer::practice,
    .summary = "A file that calls itself media or a document is a program.",
    .why = "This is how malware travels: whoever opens the file runs it.",
    .fix = "Find out who put it there. Take it out.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="photo.jpg"/>
-- photo.jpg --
#!/bin/sh
echo gotcha
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
