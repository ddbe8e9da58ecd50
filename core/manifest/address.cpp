#include "core/manifest/address.hpp"

#include <libxml/uri.h>

#include <algorithm>
#include <vector>

namespace haat {
namespace {

std::string unescaped(std::string_view text) {
  std::string copy(text);
  std::string result(text.size() + 1, '\0');
  if (xmlURIUnescapeString(copy.c_str(), static_cast<int>(copy.size()), result.data()) == nullptr)
    return copy;
  result.resize(std::char_traits<char>::length(result.c_str()));
  return result;
}

}  // namespace

bool is_absolute_url(std::string_view address) {
  if (address.starts_with("//")) return true;
  const auto colon = address.find(':');
  if (colon == std::string_view::npos || colon < 2)
    return false;  // "C:" is a drive, which no URL has
  return std::all_of(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
                     });
}

std::string package_path(std::string_view base, std::string_view href) {
  if (is_absolute_url(href)) return std::string(href);
  const auto plain = href.substr(0, href.find_first_of("?#"));
  const std::string joined = std::string(base) + std::string(plain);
  if (is_absolute_url(joined)) return joined;

  std::vector<std::string_view> parts;
  for (std::string_view rest = joined; !rest.empty();) {
    const auto slash = rest.find('/');
    const auto part = rest.substr(0, slash);
    if (part == "..") {
      if (parts.empty()) return joined;
      parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  std::string path;
  for (const auto part : parts) path += (path.empty() ? "" : "/") + unescaped(part);
  return path;
}

std::string address_fault(std::string_view address) {
  if (address.find('\\') != std::string_view::npos) return "it has a backslash";
  if (address.starts_with("//")) return {};  // another server's, which is no file at all
  if (address.starts_with('/')) return "it begins with a slash";
  if (address.starts_with("file:") || (address.size() > 1 && address[1] == ':'))
    return "it is a place on one computer's disk";
  return {};
}

}  // namespace haat
