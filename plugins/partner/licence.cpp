#include "plugins/partner/licence.hpp"

#include <algorithm>
#include <regex>

namespace partner {

std::string licence_id(const std::string& said) {
  static const std::regex url(
      "https?://(www\\.)?creativecommons\\.org/licenses/([a-z]{2}(-[a-z]{2}){0,2})/"
      "([0-9]\\.[0-9])(/.*)?",
      std::regex::icase);
  static const std::regex zero(
      "https?://(www\\.)?creativecommons\\.org/publicdomain/zero/1\\.0(/.*)?", std::regex::icase);
  static const std::regex name("CC[ -](BY([ -](NC|ND|SA)){0,2})[ -]v?([0-9]\\.[0-9])",
                               std::regex::icase);
  if (said.size() > 200) return said;
  std::smatch match;
  std::string id;
  if (std::regex_match(said, zero)) return "CC0-1.0";
  if (std::regex_match(said, match, url))
    id = "CC-" + match.str(2) + "-" + match.str(4);
  else if (std::regex_match(said, match, name))
    id = "CC-" + match.str(1) + "-" + match.str(4);
  else
    return said;
  std::transform(id.begin(), id.end(), id.begin(), [](char c) {
    return c == ' ' ? '-' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return id;
}

}  // namespace partner
