#include <map>

#include "core/qa/rules/leftovers.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  std::map<std::string_view, FileGroup> groups;  // by what it is
  for (const auto& entry : subject.package.entries()) {
    std::string_view kind;
    each_part(entry.path, [&](std::string_view part, auto) {
      if (kind.empty()) kind = leftover(part);
    });
    if (!kind.empty()) groups[kind].add(entry.path);
  }
  for (const auto& [kind, group] : groups)
    group.report(report, "this is left from the course's development: " + std::string(kind));
}

}  // namespace

extern const Rule development_file;
constinit const Rule development_file{
    .id = "development-file",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The package has files of the course's development.",
    .why =
        "The package is larger than it need be, and shows learners what was meant for its makers: "
        "sources, histories, sometimes passwords.",
    .fix = "Build into a folder of its own, and pack that.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="package.json"/>
-- package.json --
{}
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
