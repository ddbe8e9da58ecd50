#include "core/content/file_names.hpp"

#include <algorithm>

#include "core/ascii.hpp"

namespace haat {

FileNames::FileNames(const Package& package, const CourseStructure* course) : package_(package) {
  by_letters_.reserve(package.entries().size());
  for (const auto& entry : package.entries()) by_letters_.push_back(&entry);
  std::stable_sort(by_letters_.begin(), by_letters_.end(), [](const Entry* a, const Entry* b) {
    return less_but_for_case(a->path, b->path);
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
  const auto at = std::lower_bound(
      by_letters_.begin(), by_letters_.end(), path,
      [](const Entry* each, std::string_view key) { return less_but_for_case(each->path, key); });
  return at != by_letters_.end() && equal_but_for_case((*at)->path, path) ? *at : nullptr;
}

}  // namespace haat
