#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule package_inside_package;
constinit const Rule package_inside_package{
    .id = "package-inside-package",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "There is another package inside the package.",
    .why = "Some platforms take the manifest that they meet first, and launch the copy.",
    .fix = "Take the folder out, or publish it as a course of its own.",
    .spec = "practice",
    .bad = R"(
-- copy/imsmanifest.xml --
<manifest/>
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="copy/imsmanifest.xml"/>
)",
    .good = "",
    .check = told_by_reader<package_inside_package>,
};

}  // namespace haat::rules
