#include "core/qa/rules/disguise.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (const auto disguise = disguise_of(file); !disguise.empty()) report(file.path(), 0, disguise);
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
