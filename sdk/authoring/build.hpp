#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/manifest/course_structure.hpp"
#include "core/result.hpp"
#include "core/signing/pack.hpp"
#include "sdk/authoring/project.hpp"

namespace haat {

// What a project becomes before it is a zip.
struct Build {
  std::filesystem::path
      content;  // folder of the package's files; of an imported project its own content/
  std::map<std::string, std::string> extra;  // files that stand beside those: haat/course.json
  Standard standard = Standard::scorm12;
  std::vector<std::string> remarks;  // what the author should know; sentences
};

// Makes the package's files of an authored project in `staging`, which must be empty; an imported
// project needs no staging. `standard` is the name of a packaging (packaging.hpp), or empty for the
// usual one. invalid_argument ("standard-unknown"); of an imported project whose content is
// something else
// ("standard-differs"); and the errors of unit_page.hpp.
Result<Build> build(const Project& project, std::string_view standard,
                    const std::filesystem::path& staging);

// Builds and packs. Equal projects give equal bytes.
struct PackedProject {
  Packed packed;
  Standard standard = Standard::scorm12;
  std::vector<std::string> remarks;
};
Result<PackedProject> pack_project(const Project& project, std::string_view standard,
                                   const std::filesystem::path& zip, const Progress& progress = {});

}  // namespace haat
