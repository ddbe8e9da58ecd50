#include "marketplace-server/review/version.hpp"

#include <algorithm>
#include <string>

namespace haat::server {
namespace {

bool numeric(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// No leading zeros, so the longer number is the larger one; there is no limit to their length.
int compare_numbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

int compare_identifiers(std::string_view a, std::string_view b) {
  if (numeric(a) && numeric(b)) return compare_numbers(a, b);
  if (numeric(a) != numeric(b)) return numeric(a) ? -1 : 1;
  return a.compare(b);
}

// The part before the next dot, taken off the front.
std::string_view take_identifier(std::string_view& list) {
  const auto dot = std::min(list.find('.'), list.size());
  const auto first = list.substr(0, dot);
  list.remove_prefix(std::min(dot + 1, list.size()));
  return first;
}

int compare_lists(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty())
    if (const int order = compare_identifiers(take_identifier(a), take_identifier(b))) return order;
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

}  // namespace

bool newer_version(std::string_view a, std::string_view b) {
  a = a.substr(0, a.find('+'));
  b = b.substr(0, b.find('+'));
  const auto dash_a = std::min(a.find('-'), a.size());
  const auto dash_b = std::min(b.find('-'), b.size());
  if (const int order = compare_lists(a.substr(0, dash_a), b.substr(0, dash_b))) return order > 0;
  const bool release_a = dash_a == a.size(), release_b = dash_b == b.size();
  if (release_a || release_b) return release_a && !release_b;
  return compare_lists(a.substr(dash_a + 1), b.substr(dash_b + 1)) > 0;
}

}  // namespace haat::server
