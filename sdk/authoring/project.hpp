#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/course/course.hpp"
#include "core/result.hpp"

namespace haat {

// A course project: a folder with `course.json`. The format: README.md.
struct Project {
  enum class Kind {
    authored,  // units in Markdown and JSON, from which Haat makes the course
    imported,  // `content/` holds a package of another tool, which is passed on untouched
  };
  std::filesystem::path folder;
  Kind kind = Kind::authored;
  Course course;

  std::filesystem::path content() const { return folder / "content"; }  // of an imported project
  std::vector<std::string> languages() const;  // those of the title; never empty
};

bool is_project(const std::filesystem::path& path);

// invalid_argument ("course-json-invalid", "project-empty", "unit-name-taken", "unit-twice");
// not_found ("project-missing").
Result<Project> open_project(const std::filesystem::path& folder);

}  // namespace haat
