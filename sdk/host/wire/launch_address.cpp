#include "sdk/host/wire/launch_address.hpp"

#include <algorithm>
#include <regex>

#include "sdk/provider/provider.h"

namespace haat::wire {

namespace {

constexpr std::string_view scheme = "https://";
constexpr std::size_t longest_authority = 300;  // a name has 253 bytes at most

// Of those that are printable, what no address has as it is (RFC 3986).
constexpr std::string_view never = "\"<>\\^`{|}";

bool may_be_in_address(char c) {
  return c > ' ' && c < '\x7f' && never.find(c) == std::string_view::npos;
}

// A name or an IPv6 address, and a port: what browsers and libcurl read alike.
bool is_authority(const std::string& text) {
  static const std::regex form(
      "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");
  return text.size() <= longest_authority && std::regex_match(text, form);
}

}  // namespace

std::string trouble_of_launch_address(std::string_view address) {
  if (address.size() > HAAT_MAX_LAUNCH_BYTES)
    return "has " + std::to_string(address.size()) + " bytes (limit " +
           std::to_string(HAAT_MAX_LAUNCH_BYTES) + ")";
  if (!std::all_of(address.begin(), address.end(), may_be_in_address))
    return "has spaces, control characters or others that have to be percent-encoded";
  if (!address.starts_with(scheme)) return "does not begin with https://";
  const std::string_view rest = address.substr(scheme.size());
  if (!is_authority(std::string(rest.substr(0, rest.find_first_of("/?#")))))
    return "does not name a host, or has a user name";
  return {};
}

}  // namespace haat::wire
