#include "core/content/file_names.hpp"

#include <algorithm>
#include <cstring>

#include "core/ascii.hpp"
#include "core/package/digest.hpp"
#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr auto is_foreign = [](char c) { return !is_ascii(c); };

std::string_view ascii_before(std::string_view path) {
  const auto end = std::find_if(path.begin(), path.end(), is_foreign);
  return path.substr(0, static_cast<std::size_t>(end - path.begin()));
}
std::string_view ascii_behind(std::string_view path) {
  const auto last = std::find_if(path.rbegin(), path.rend(), is_foreign);
  return path.substr(path.size() - static_cast<std::size_t>(last - path.rbegin()));
}
std::string around(std::string_view before, std::string_view behind) {
  return std::string(before).append("/\n/").append(behind);
}

// Of a digest that nobody can aim at.
std::uint32_t digest_of(std::string_view key) {
  const auto digest = sha256(key);
  std::uint32_t first = 0;
  std::memcpy(&first, digest.data(), sizeof first);
  return first;
}

}  // namespace

FileNames::FileNames(const Package& package, const CourseStructure* course) : package_(package) {
  by_letters_.reserve(package.entries().size());
  for (std::uint32_t number = 0; const auto& entry : package.entries()) {
    by_letters_.push_back({digest_of(lower_case(entry.path)), number});
    if (!is_utf8(entry.path)) {
      const auto before = ascii_before(entry.path), behind = ascii_behind(entry.path);
      // The last byte of a character may look like ASCII (Shift-JIS, GB 18030).
      for (const std::size_t less : {0u, 1u})
        if (behind.size() >= less)
          undecoded_.push_back({digest_of(around(before, behind.substr(less))), number});
    }
    ++number;
  }
  std::sort(by_letters_.begin(), by_letters_.end());
  std::sort(undecoded_.begin(), undecoded_.end());
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

template <class Fits>
const Entry* FileNames::find(const Index& index, std::string_view key, Fits fits) const {
  const auto digest = digest_of(key);
  for (auto at = std::lower_bound(index.begin(), index.end(), Filed{digest, 0});
       at != index.end() && at->digest == digest; ++at)
    if (const auto& entry = package_.entries()[at->entry]; fits(entry.path)) return &entry;
  return nullptr;
}

const Entry* FileNames::but_for_case(std::string_view path) const {
  if (package_.find(path) != nullptr) return nullptr;
  return find(by_letters_, lower_case(path),
              [&](std::string_view other) { return equal_but_for_case(other, path); });
}

// What stands before and behind the letters that are not ASCII is the same in every encoding; how
// many bytes they take is not.
const Entry* FileNames::but_for_encoding(std::string_view path) const {
  const auto before = ascii_before(path), behind = ascii_behind(path);
  if (before.size() == path.size() || package_.find(path) != nullptr) return nullptr;
  return find(undecoded_, around(before, behind), [&](std::string_view other) {
    return ascii_before(other) == before && other.ends_with(behind);
  });
}

const Entry* FileNames::by_another_name(std::string_view path) const {
  const auto* other = but_for_case(path);
  return other != nullptr ? other : but_for_encoding(path);
}

}  // namespace haat
