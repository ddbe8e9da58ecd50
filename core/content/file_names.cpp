#include "core/content/file_names.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/package/entry_name.hpp"

namespace haat {

FileNames::FileNames(const Package& package, const CourseStructure* course) : package_(package) {
  by_letters_.reserve(package.entries().size());
  for (const auto& entry : package.entries()) {
    by_letters_.push_back(&entry);
    if (!is_utf8(entry.path)) undecoded_.push_back(&entry);
  }
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

// What stands before and behind the letters that are not ASCII is the same in every encoding; how
// many bytes they take is not.
const Entry* FileNames::but_for_encoding(std::string_view path) const {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  const auto first = std::find_if_not(path.begin(), path.end(), is_ascii);
  if (first == path.end() || package_.find(path) != nullptr) return nullptr;
  const auto last = std::find_if_not(path.rbegin(), path.rend(), is_ascii);
  const auto before = path.substr(0, static_cast<std::size_t>(first - path.begin()));
  const auto behind = path.substr(path.size() - static_cast<std::size_t>(last - path.rbegin()));
  const auto at = std::find_if(undecoded_.begin(), undecoded_.end(), [&](const Entry* entry) {
    return entry->path.starts_with(before) && entry->path.ends_with(behind);
  });
  return at == undecoded_.end() ? nullptr : *at;
}

const Entry* FileNames::by_another_name(std::string_view path) const {
  const auto* other = but_for_case(path);
  return other != nullptr ? other : but_for_encoding(path);
}

}  // namespace haat
