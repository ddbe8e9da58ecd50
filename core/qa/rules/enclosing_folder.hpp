#pragma once

#include <string>

#include "core/package/entry_name.hpp"
#include "core/qa/rule.hpp"

namespace haat::rules {

// "course/", where all of the course was zipped within one folder: a rule of its own tells that,
// and what the folder is called goes with it. Empty: it was not.
inline std::string enclosing_folder(const Subject& subject) {
  for (const auto& problem : subject.manifest.problems)
    if (problem.id == "manifest-not-at-root") return std::string(folder_of(problem.path)) + "/";
  return {};
}

// What stays of a path once it is taken out of that folder.
inline std::string_view within(std::string_view folder, std::string_view path) {
  return path.starts_with(folder) ? path.substr(folder.size()) : path;
}

}  // namespace haat::rules
