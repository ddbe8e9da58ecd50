#include "core/content/pages_limit.hpp"

#include <algorithm>
#include <filesystem>

namespace haat {
namespace {

constexpr std::uint64_t from = 4ull << 20;  // bytes, whatever the package's size
constexpr std::uint64_t ratio = 24;  // for each byte of the package; pages are packed to a fifth

// What was given: the zip's bytes, or those of a folder's files.
std::uint64_t given_size(const Package& package) {
  std::error_code problem;
  const auto zip = std::filesystem::file_size(package.name(), problem);
  if (!problem) return zip;
  std::uint64_t total = 0;
  for (const auto& entry : package.entries()) total += entry.size;
  return total;
}

}  // namespace

std::uint64_t pages_limit(const Package& package, const Limits& limits) {
  return std::min(limits.pages_size, std::max(from, ratio * given_size(package)));
}

}  // namespace haat
