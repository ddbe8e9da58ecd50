#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/manifest/aicc_file.hpp"
#include "core/manifest/manifest.hpp"

namespace haat {

// The number of fields up to the last that says something.
inline std::size_t width(const AiccTable::Row& row) {
  auto fields = row.fields.size();
  while (fields > 0 && row.fields[fields - 1].empty()) --fields;
  return fields;
}

// The files of an AICC course as they stand in the package.
struct AiccCourse {
  struct Table : AiccTable {
    std::string path;  // empty: there is no such file
    bool lacks_columns = false;
    bool uneven = false;  // some line has more or fewer fields than the first names columns

    // What stands in a line that is not as long as the first names columns may stand in the wrong
    // column.
    bool is_even(const Row& row) const {
      return row.fields.size() >= columns.size() && width(row) <= columns.size();
    }
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

// What is found of one kind beyond any use is not kept.
class AiccProblems {
 public:
  explicit AiccProblems(std::vector<ManifestProblem>& all) : all_(all) {}

  // `about`: the element that it is about.
  void say(const char* id, const std::string& path, Place place, std::string message,
           std::string about = {}) {
    if (++said_[id] <= most)
      all_.push_back({id, path, place, std::move(message), std::move(about)});
  }

 private:
  static constexpr std::uint64_t most = 20'000;
  std::vector<ManifestProblem>& all_;
  std::map<std::string_view, std::uint64_t> said_;
};

// What is wrong with the course and does not keep it from being read: what CMI001 asks of its files
// by themselves and of what they say of each other.
void judge_aicc(const AiccCourse& course, AiccProblems& problems);

// Leaves out what merely follows from another problem: one name that differs in one file is missed
// in all the others.
void drop_aicc_consequences(std::vector<ManifestProblem>& problems);

}  // namespace haat
