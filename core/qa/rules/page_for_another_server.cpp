#include "core/qa/rule.hpp"
#include "core/qa/rules/server_pages.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  for (const auto& entry : subject.package.entries())
    if (is_for_another_server(entry.path))
      report(entry.path, 0, "no LMS runs pages of the kind ." + ending_of(entry.path));
}

}  // namespace

extern const Rule page_for_another_server;
constinit const Rule page_for_another_server{
    .id = "page-for-another-server",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page has to be worked out by a server.",
    .why =
        "An LMS hands files out as they are: learners see the page's source, or are asked to save "
        "it.",
    .fix = "Export it as HTML.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="menu.php"/>
-- menu.php --
<?php echo 1;
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
