#include "core/content/file_names.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr auto is_foreign = [](char c) { return !is_ascii(c); };

std::string_view ascii_before(std::string_view path) {
  const auto end = std::find_if(path.begin(), path.end(), is_foreign);
  return path.substr(0, static_cast<std::size_t>(end - path.begin()));
}
bool is_less_from_behind(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

}  // namespace

FileNames::FileNames(const Package& package, const CourseStructure* course) : package_(package) {
  by_letters_.reserve(package.entries().size());
  for (const auto& entry : package.entries()) {
    by_letters_.push_back(&entry);
    if (!is_utf8(entry.path)) undecoded_.push_back(&entry);
  }
  std::stable_sort(by_letters_.begin(), by_letters_.end(), [](const Entry* a, const Entry* b) {
    return less_but_for_case(a->path, b->path);
  });
  std::stable_sort(undecoded_.begin(), undecoded_.end(), [](const Entry* a, const Entry* b) {
    const auto before = ascii_before(a->path), other = ascii_before(b->path);
    return before != other ? before < other : is_less_from_behind(a->path, b->path);
  });
  if (course != nullptr)
    for (const auto& resource : course->resources) {
      if (resource.sco) launched_.push_back(resource.launch);
      if (package.find(resource.launch) == nullptr) missing_.push_back(resource.launch);
      for (const auto& file : resource.files)
        if (package.find(file.path) == nullptr) missing_.push_back(file.path);
    }
  std::sort(missing_.begin(), missing_.end());
  std::sort(launched_.begin(), launched_.end());
}

bool FileNames::launched(std::string_view path) const {
  return std::binary_search(launched_.begin(), launched_.end(), path);
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
// many bytes they take is not, and the last of them may look like ASCII.
const Entry* FileNames::but_for_encoding(std::string_view path) const {
  const auto before = ascii_before(path);
  if (before.size() == path.size() || package_.find(path) != nullptr) return nullptr;
  const auto last = std::find_if(path.rbegin(), path.rend(), is_foreign);
  const auto behind = path.substr(path.size() - static_cast<std::size_t>(last - path.rbegin()));
  const auto at = std::lower_bound(
      undecoded_.begin(), undecoded_.end(), behind, [&](const Entry* entry, std::string_view key) {
        const auto its = ascii_before(entry->path);
        return its != before ? its < before : is_less_from_behind(entry->path, key);
      });
  const bool found = at != undecoded_.end() && ascii_before((*at)->path) == before &&
                     (*at)->path.ends_with(behind);
  return found ? *at : nullptr;
}

const Entry* FileNames::by_another_name(std::string_view path) const {
  const auto* other = but_for_case(path);
  return other != nullptr ? other : but_for_encoding(path);
}

}  // namespace haat
