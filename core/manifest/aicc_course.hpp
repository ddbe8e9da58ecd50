#pragma once

#include <vector>

#include "core/manifest/aicc_file.hpp"
#include "core/manifest/manifest.hpp"

namespace haat {

// The files of an AICC course as they stand in the package.
struct AiccCourse {
  struct Table : AiccTable {
    std::string path;  // empty: there is no such file
    bool lacks_columns = false;
  };
  std::string path;  // of the .crs
  AiccGroups groups;
  Table units, descriptors, structure, prerequisites, objectives, completion;
};

// Whether a field of a .cst names a member of the row's block.
inline bool is_member(const AiccTable& structure, std::size_t field) {
  return field > 0 &&
         (field >= structure.columns.size() || structure.columns[field].starts_with("member"));
}

// What is wrong with the course and does not keep it from being read: what CMI001 asks of its files
// by themselves and of what they say of each other.
void judge_aicc(const AiccCourse& course, std::vector<ManifestProblem>& problems);

}  // namespace haat
