#include "plugins/partner/duration.hpp"

#include <regex>

namespace partner {

std::string duration_of_seconds(std::uint64_t seconds) {
  const std::uint64_t hours = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
  std::string duration = "PT";
  if (hours > 0) duration += std::to_string(hours) + "H";
  if (minutes > 0) duration += std::to_string(minutes) + "M";
  if (rest > 0 || duration == "PT") duration += std::to_string(rest) + "S";
  return duration;
}

bool is_duration(const std::string& text) {
  static const std::regex form(
      "P(?=.)([0-9]+W|([0-9]+Y)?([0-9]+M)?([0-9]+D)?"
      "(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]+)?S)?)?)");
  return text.size() <= 100 && std::regex_match(text, form);
}

}  // namespace partner
