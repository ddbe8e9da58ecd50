#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  for (const auto& entry : subject.package.entries())
    if (kind_by_name(entry.path) == FileKind::program)
      report(entry.path, 0, "a course is no place for a program that computers run");
}

}  // namespace

extern const Rule program_inside;
constinit const Rule program_inside{
    .id = "program-inside",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The package has a program for a computer in it.",
    .why =
        "LMSs and virus scanners refuse the package, and learners should not be asked to run it.",
    .fix = "Leave it out; offer what must be installed at its maker's own address.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="setup.exe"/>
-- setup.exe --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
