#include "core/qa/rules/leftovers.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  FileGroup group;
  for (const auto& entry : subject.package.entries()) {
    bool junk = false;
    each_part(entry.path,
              [&](std::string_view part, auto) { junk = junk || is_system_junk(part); });
    if (junk) group.add(entry.path);
  }
  group.report(report, "the operating system put this file there, and no learner needs it");
}

}  // namespace

extern const Rule system_junk;
constinit const Rule system_junk{
    .id = "system-junk",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The package has files that an operating system put there.",
    .why =
        "They tell whose computer the course was made on, and some LMSs take them for content or "
        "refuse the package.",
    .fix = "Leave them out: zip with a tool that does not add them, such as \"haat pack\".",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="Thumbs.db"/>
-- Thumbs.db --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
