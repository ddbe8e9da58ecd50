#include "core/content/file_names.hpp"

#include <algorithm>

#include "core/ascii.hpp"

namespace haat {

FileNames::FileNames(const Package& package, const CourseStructure* course) : package_(package) {
  folded_.reserve(package.entries().size());
  for (const auto& entry : package.entries()) folded_.emplace_back(lower_case(entry.path), &entry);
  std::sort(folded_.begin(), folded_.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second < b.second;
  });
  if (course != nullptr)
    for (const auto& resource : course->resources) {
      if (package.find(resource.launch) == nullptr) missing_.push_back(resource.launch);
      for (const auto& file : resource.files)
        if (package.find(file.path) == nullptr) missing_.push_back(file.path);
    }
  std::sort(missing_.begin(), missing_.end());
}

bool FileNames::listed_and_missing(std::string_view path) const {
  return std::binary_search(missing_.begin(), missing_.end(), path);
}

const Entry* FileNames::but_for_case(std::string_view path) const {
  if (package_.find(path) != nullptr) return nullptr;
  const auto key = lower_case(path);
  const auto at = std::lower_bound(folded_.begin(), folded_.end(), key,
                                   [](const auto& each, const auto& k) { return each.first < k; });
  return at != folded_.end() && at->first == key ? at->second : nullptr;
}

}  // namespace haat
