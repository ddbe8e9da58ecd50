#include "marketplace-server/names/look_alike.hpp"

#include <unicode/uspoof.h>

#include <algorithm>

#include "core/ascii.hpp"
#include "core/edit_distance.hpp"

namespace haat::server {
namespace {

constexpr std::size_t one_slip_from = 6;  // characters of a name
constexpr std::size_t two_slips_from = 14;

std::string without_separators(std::string_view name) {
  std::string text;
  for (const char c : name)
    if (c != '.' && c != '-' && c != '_') text += lower_case(c);
  return text;
}

// Made once, and only read since, which several threads may do at once.
const USpoofChecker* checker() {
  static const USpoofChecker* const opened = [] {
    UErrorCode error = U_ZERO_ERROR;
    return uspoof_open(&error);
  }();
  return opened;
}

// What the name looks like: two names that look alike have the same.
std::string skeleton_of(std::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  const std::string text = without_separators(name);
  std::string skeleton(text.size() * 4 + 16, '\0');
  const auto length =
      uspoof_getSkeletonUTF8(checker(), 0, text.data(), static_cast<std::int32_t>(text.size()),
                             skeleton.data(), static_cast<std::int32_t>(skeleton.size()), &error);
  if (U_FAILURE(error)) return text;
  skeleton.resize(static_cast<std::size_t>(length));
  return lower_case(skeleton);
}

std::size_t slips_in(std::size_t length) {
  return length < one_slip_from ? 0 : length < two_slips_from ? 1 : 2;
}

bool a_slip_away(std::string_view a, std::string_view b) {
  const std::string one = without_separators(a), other = without_separators(b);
  const std::size_t most = slips_in(std::min(one.size(), other.size()));
  return edit_distance(std::string_view(one), std::string_view(other), most) <= most;
}

std::vector<std::string_view> parts_of(std::string_view name) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= name.size();) {
    const auto end = std::min(name.find('.', begin), name.size());
    parts.push_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool mistyped(std::string_view a, std::string_view b) {
  const auto of_a = parts_of(a), of_b = parts_of(b);
  if (of_a.size() != of_b.size()) return a_slip_away(a, b);
  const auto [in_a, in_b] = std::mismatch(of_a.begin(), of_a.end(), of_b.begin());
  return std::equal(std::next(in_a), of_a.end(), std::next(in_b)) && a_slip_away(*in_a, *in_b);
}

}  // namespace

std::string look_alike(std::string_view name, const std::vector<std::string>& there, Slips slips) {
  const std::string skeleton = skeleton_of(name);
  for (const std::string& other : there) {
    if (other == name) continue;
    if (slips == Slips::count && mistyped(name, other)) return other;
    if (skeleton == skeleton_of(other)) return other;
  }
  return "";
}

}  // namespace haat::server
