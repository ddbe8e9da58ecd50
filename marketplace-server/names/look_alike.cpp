#include "marketplace-server/names/look_alike.hpp"

#include <unicode/uspoof.h>

#include <algorithm>
#include <utility>

#include "core/ascii.hpp"

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

// Whether at most `most` characters have to be added, left out, put in another's place or swapped
// with their neighbour. Stops as soon as it is more.
bool within(std::string_view a, std::string_view b, std::size_t most) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return false;
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    if (*std::min_element(row.begin(), row.end()) > most) return false;
    before = std::exchange(above, row);
  }
  return above[b.size()] <= most;
}

std::size_t slips_in(std::size_t length) {
  return length < one_slip_from ? 0 : length < two_slips_from ? 1 : 2;
}

bool a_slip_away(std::string_view a, std::string_view b) {
  const std::string one = without_separators(a), other = without_separators(b);
  return within(one, other, slips_in(std::min(one.size(), other.size())));
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
