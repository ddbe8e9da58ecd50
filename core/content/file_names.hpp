#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/manifest/course_structure.hpp"
#include "core/package/package.hpp"

namespace haat {

// The package's files by their names, as somebody finds them who does not mind the letters' case.
class FileNames {
 public:
  // `course`: nullptr where no manifest could be read.
  FileNames(const Package& package, const CourseStructure* course);

  // The file that `path` names but for the case of its letters (of ASCII); nullptr: there is none,
  // or there is one by the very name.
  const Entry* but_for_case(std::string_view path) const;

  // The file that `path` may name if its own name, which is no UTF-8, is read in the encoding that
  // it was written in; nullptr: none.
  const Entry* but_for_encoding(std::string_view path) const;
  // Either of them: whoever refers to it by that name is told by the rule about the name.
  const Entry* by_another_name(std::string_view path) const;

  // Whether the manifest lists the file, and it is not there: whoever refers to it need not be
  // told.
  bool listed_and_missing(std::string_view path) const;

  // Whether a unit that reports to the platform begins with the file.
  bool launched(std::string_view path) const;

 private:
  // A file under something that its name is looked up by. Names may be long, many and alike but for
  // their ends: a short digest is compared instead, and the name itself once.
  struct Filed {
    std::uint32_t digest;
    std::uint32_t entry;  // its number

    auto operator<=>(const Filed&) const = default;
  };
  using Index = std::vector<Filed>;  // sorted

  template <class Fits>
  const Entry* find(const Index& index, std::string_view key, Fits fits) const;

  const Package& package_;
  Index by_letters_;  // by their paths in lower case
  Index undecoded_;   // those no UTF-8, by what stands before and behind
  std::vector<std::string_view> missing_, launched_;  // sorted
};

}  // namespace haat
