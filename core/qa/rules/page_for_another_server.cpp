#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  for (const auto& entry : subject.package.entries())
    if (const auto ending = ending_of(entry.path); ending == "php" || ending == "asp" ||
                                                   ending == "aspx" || ending == "jsp" ||
                                                   ending == "cfm")
      report(entry.path, 0, "no LMS runs pages of the kind ." + ending);
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
