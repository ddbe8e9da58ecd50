#include "marketplace-server/http/prefer.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "core/ascii.hpp"
#include "core/wording.hpp"

namespace haat::server {
namespace {

constexpr std::uint64_t longest = 60;

// Of "wait=10; because=late".
std::optional<std::uint64_t> wait_in(std::string_view preference) {
  preference = preference.substr(0, preference.find(';'));
  const auto equals = preference.find('=');
  if (equals == std::string_view::npos ||
      !equal_but_for_case(trimmed(preference.substr(0, equals)), "wait"))
    return std::nullopt;
  return parse_count(trimmed(preference.substr(equals + 1)));
}

}  // namespace

std::chrono::seconds preferred_wait(const Headers& headers) {
  for (const Header& field : headers.all()) {
    if (!equal_but_for_case(field.name, "Prefer")) continue;
    for (const std::string& each : split(field.value, ','))
      if (const auto wait = wait_in(each)) return std::chrono::seconds(std::min(*wait, longest));
  }
  return std::chrono::seconds(0);
}

}  // namespace haat::server
