#include "core/content/pages_limit.hpp"

#include <algorithm>

#include "core/content/file_kind.hpp"

namespace haat {
namespace {

constexpr std::uint64_t from = 4ull << 20;  // bytes, whatever the package's size
constexpr std::uint64_t ratio = 24;  // for each byte of the package; pages are packed to a fifth

}  // namespace

std::uint64_t pages_limit(const Package& package, const Limits& limits) {
  return std::min(limits.pages_size, std::max(from, ratio * package.size()));
}

std::set<std::string_view> pages_left_out(const Package& package, const Limits& limits) {
  std::set<std::string_view> left_out;
  const auto limit = pages_limit(package, limits);
  std::uint64_t total = 0;
  for (const auto& entry : package.entries())
    if (kind_by_name(entry.path) == FileKind::page && entry.size <= limits.text_size &&
        (total += entry.size) > limit)
      left_out.insert(entry.path);
  return left_out;
}

}  // namespace haat
