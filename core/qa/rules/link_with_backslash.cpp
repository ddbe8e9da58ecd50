#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  for (const auto& link : file.links())
    if (link.target == LinkTarget::package && link.address.find('\\') != std::string::npos)
      report(file.path(), link.place, "the address \"" + link.address + "\" has a backslash");
}

}  // namespace

extern const Rule link_with_backslash;
constinit const Rule link_with_backslash{
    .id = "link-with-backslash",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "An address in a page has a backslash.",
    .why = "Browsers take it for a slash; LMSs and apps that rewrite addresses do not.",
    .fix = "Write \"/\" between folders.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="a/b.txt"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<a href="a\b.txt">Notes</a>
-- a/b.txt --
x
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
