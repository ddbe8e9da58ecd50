#include "sdk/authoring/preview/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace haat {

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

ByteRange parse_byte_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit)) return {};
  header.remove_prefix(unit.size());
  const auto dash = header.find('-');
  if (dash == std::string_view::npos || header.find(',') != std::string_view::npos) return {};
  const auto first = number(header.substr(0, dash));
  const auto last = number(header.substr(dash + 1));
  if (dash == 0 && last) {  // the last so many bytes
    if (*last == 0 || size == 0)
      return {.kind = ByteRange::Kind::unsatisfiable, .first = 0, .last = 0};
    return {.kind = ByteRange::Kind::part, .first = size - std::min(*last, size), .last = size - 1};
  }
  if (!first || (!last && dash + 1 != header.size()) || (last && *last < *first)) return {};
  if (*first >= size) return {.kind = ByteRange::Kind::unsatisfiable, .first = 0, .last = 0};
  return {.kind = ByteRange::Kind::part,
          .first = *first,
          .last = last ? std::min(*last, size - 1) : size - 1};
}

}  // namespace haat
