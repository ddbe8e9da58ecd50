#pragma once

#include <string_view>

#include "core/content/file_kind.hpp"
#include "core/qa/rules/file_group.hpp"

// What gets into packages by accident.
namespace haat::rules {

// What kind of leftover a part of a path begins; empty: none.
inline std::string_view leftover(std::string_view part) {
  if (is_package_managers(part)) return "a package manager's folder";
  if (is_version_controls(part) || part == ".gitignore" || part == ".gitattributes" ||
      part == ".github")
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

inline bool is_leftover(std::string_view path) {
  bool found = false;
  each_part(path, [&](std::string_view part, auto) {
    found = found || is_system_junk(part) || !leftover(part).empty();
  });
  return found;
}

}  // namespace haat::rules
