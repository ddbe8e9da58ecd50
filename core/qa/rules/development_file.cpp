#include <map>

#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

// What kind of leftover a part of a path begins; empty: none.
std::string_view leftover(std::string_view part) {
  if (part == "node_modules" || part == "bower_components") return "a package manager's folder";
  if (part == ".git" || part == ".svn" || part == ".hg" || part == ".gitignore" ||
      part == ".gitattributes" || part == ".github")
    return "version control";
  if (part == ".idea" || part == ".vscode") return "an editor's settings";
  if (part == "package.json" || part == "package-lock.json" || part == "yarn.lock" ||
      part == "bower.json" || part == "gulpfile.js" || part == "Gruntfile.js" ||
      part == "webpack.config.js" || part == "tsconfig.json" || part == "Dockerfile" ||
      part == "Makefile")
    return "a build";
  if (part == ".env" || part == ".npmrc") return "a developer's settings";
  const auto ending = ending_of(part);
  if (ending == "map") return "a source map";
  if (ending == "psd" || ending == "xcf" || ending == "fla" || ending == "ai" || ending == "aep")
    return "an editing program's file";
  if (ending == "bak" || ending == "swp" || ending == "orig" || part.ends_with("~"))
    return "an editor's backup";
  return {};
}

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
