#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"
#include "core/result.hpp"

namespace haat {

// What the importer says of the course; whatever is empty is taken from the package, as far as it
// tells.
struct ImportWishes {
  std::string id, title, language, licence, duration, provider;
  std::vector<CompetencyTag> competencies;
};

struct Imported {
  Standard standard = Standard::scorm12;
  Course course;
  std::uint64_t files = 0;
  std::uint64_t launchable = 0;  // units that a learner can be sent to
  std::vector<std::string>
      to_fill;  // members of course.json that a marketplace asks for and nobody has said yet
};

// Makes a course project of a package of another tool: its files, untouched, in `folder`/content,
// and a course.json. Refuses a package with defects and a folder that is there and not empty
// ("folder-not-empty"); nothing is left behind on failure.
Result<Imported> import_course(const std::filesystem::path& package,
                               const std::filesystem::path& folder, const ImportWishes& wishes);

// "CID2", "CID2:3". invalid_argument ("competency-invalid").
Result<CompetencyTag> parse_competency(const std::string& text);

}  // namespace haat
