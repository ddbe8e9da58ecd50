#include "core/manifest/address.hpp"

#include <libxml/uri.h>

#include <algorithm>
#include <vector>

#include "core/ascii.hpp"
#include "core/element.hpp"
#include "core/manifest/name_spaces.hpp"

namespace haat {
namespace {

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What neither a URL nor an IRI can hold as it is (RFC 1738, 2.2; RFC 3987, 2.2).
std::string unsafe_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ') return "it has a blank, which has to be written %20";
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return "it has a control character";
    if (std::string_view("<>\"{}|\\^`").find(c) != std::string_view::npos)
      return "it has the character " + std::string(1, c) + ", which has to be escaped";
    if (c == '%' && (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])))
      return "a % in it is not followed by two hexadecimal digits";
  }
  return {};
}

// "http://host:port/" needs its host, and a port is a number.
std::string host_fault(std::string_view text) {
  const auto colon = text.find(':');
  const auto scheme = lower_case(text.substr(0, colon));
  if (scheme != "http" && scheme != "https") return {};
  auto rest = text.substr(colon + 1);
  if (!rest.starts_with("//")) return "there is no // behind " + scheme + ":";
  auto host = rest.substr(2, rest.substr(2).find_first_of("/?#"));
  host = host.substr(host.find('@') == std::string_view::npos ? 0 : host.find('@') + 1);
  const auto close = host.rfind(']');  // of an address of IPv6, which has colons
  const auto port = host.find(':', close == std::string_view::npos ? 0 : close);
  if (host.empty() || port == 0) return "it names no host";
  if (port != std::string_view::npos &&
      host.find_first_not_of("0123456789", port + 1) != std::string_view::npos)
    return "its port is no number";
  return {};
}

}  // namespace

bool is_absolute_url(std::string_view address) {
  if (address.starts_with("//")) return true;
  const auto colon = address.find(':');
  if (colon == std::string_view::npos || colon < 2)
    return false;  // "C:" is a drive, which no URL has
  return std::all_of(
      address.begin(), address.begin() + static_cast<std::ptrdiff_t>(colon),
      [](char c) { return is_letter_or_digit(c) || c == '+' || c == '-' || c == '.'; });
}

bool is_unreserved(char c) {
  return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string percent_encoded(std::string_view text, bool (*stays)(char)) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (stays(c))
      encoded += c;
    else
      encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

std::string percent_decoded(std::string_view text) {
  std::string copy(text);
  std::string result(text.size() + 1, '\0');
  if (xmlURIUnescapeString(copy.c_str(), static_cast<int>(copy.size()), result.data()) == nullptr)
    return copy;
  result.resize(std::char_traits<char>::length(result.c_str()));
  return result;
}

std::string joined_base(std::string_view outer, std::string_view inner) {
  if (is_absolute_url(inner)) return std::string(inner);
  if (inner.empty()) return std::string(outer);
  return std::string(outer.substr(0, outer.rfind('/') + 1)) + std::string(inner);
}

std::string base_within(std::string_view outer, const Element& element) {
  const auto* base = element.attribute(xmlns::xml, "base");
  return base == nullptr ? std::string(outer) : joined_base(outer, collapse(*base));
}

bool leads_out(std::string_view path) {
  return path.starts_with("../") || path.find("/../") != std::string_view::npos;
}

std::string package_path(std::string_view base, std::string_view href) {
  if (is_absolute_url(href)) return std::string(href);
  const std::string joined = joined_base(base, href.substr(0, href.find_first_of("?#")));
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
  for (const auto part : parts) path += (path.empty() ? "" : "/") + percent_decoded(part);
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

std::string url_fault(std::string_view text) {
  if (auto unsafe = unsafe_character(text); !unsafe.empty()) return unsafe;
  if (!is_ascii(text)) return "it has a character that is not ASCII, which has to be escaped";
  if (std::count(text.begin(), text.end(), '#') > 1) return "it has more than one #";
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || text.find_first_of("/?#") < colon) return {};
  if (!is_absolute_url(text)) return "what stands before the colon is no scheme";
  return host_fault(text);
}

std::string iri_fault(std::string_view text) {
  if (!is_absolute_url(text) || text.starts_with("//"))
    return "it does not begin with a scheme, such as https:";
  if (text.back() == ':') return "there is nothing behind its scheme";
  if (auto unsafe = unsafe_character(text); !unsafe.empty()) return unsafe;
  return host_fault(text);
}

}  // namespace haat
