#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/package/package.hpp"

namespace haat {

// The package's files by their names, as somebody finds them who does not mind the letters' case.
class FileNames {
 public:
  explicit FileNames(const Package& package);

  // The file that `path` names but for the case of its letters (of ASCII); nullptr: there is none,
  // or there is one by the very name.
  const Entry* but_for_case(std::string_view path) const;

 private:
  const Package& package_;
  std::vector<std::pair<std::string, const Entry*>> folded_;  // sorted
};

}  // namespace haat
