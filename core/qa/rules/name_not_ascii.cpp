#include "core/ascii.hpp"
#include "core/qa/rules/enclosing_folder.hpp"
#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  FileGroup group;
  const auto folder = enclosing_folder(subject);
  for (const auto& entry : subject.package.entries())
    // One that is no UTF-8 has a rule of its own.
    if (!is_ascii(within(folder, entry.path)) && is_utf8(entry.path)) group.add(entry.path);
  group.report(report, "the name has letters that are not ASCII");
}

}  // namespace

extern const Rule name_not_ascii;
constinit const Rule name_not_ascii{
    .id = "name-not-ascii",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A file's name has letters beyond a to z.",
    .why =
        "Some LMSs and servers unpack it under another name, or write its address in another way, "
        "and links to it break.",
    .fix = "Name files with letters of a to z, digits, \"-\", \"_\" and \".\".",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="caf%C3%A9.txt"/>
-- café.txt --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
