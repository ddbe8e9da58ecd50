#include "core/duration.hpp"

#include <charconv>

namespace haat {
namespace {

constexpr std::int64_t century = 100LL * 365 * 86400;  // seconds

struct Unit {
  char letter;
  std::int64_t seconds;
};
constexpr Unit date_units[] = {{'W', 7 * 86400}, {'D', 86400}};
constexpr Unit time_units[] = {{'H', 3600}, {'M', 60}, {'S', 1}};

// Takes "1H30M" apart, units in their order; -1 where it is something else.
template <std::size_t count>
std::int64_t total_of(std::string_view text, const Unit (&units)[count]) {
  std::int64_t total = 0;
  const Unit* unit = units;
  while (!text.empty()) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || text.front() == '-' || number > century) return -1;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (const auto digits = text.find_first_not_of("0123456789", 1);
        text.size() > 2 && text.front() == '.' && digits != 1 && text.substr(digits) == "S")
      text.remove_prefix(digits);
    if (text.empty()) return -1;
    while (unit != units + count && unit->letter != text.front()) ++unit;
    if (unit == units + count) return -1;
    total += number * unit++->seconds;
    text.remove_prefix(1);
    if (total > century) return -1;
  }
  return total;
}

}  // namespace

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  if (text.size() < 3 || text.front() != 'P') return std::nullopt;
  text.remove_prefix(1);
  const auto time = text.find('T');
  if (time != text.npos && time + 1 == text.size()) return std::nullopt;
  const std::int64_t days = total_of(text.substr(0, time), date_units);
  const std::int64_t rest = time == text.npos ? 0 : total_of(text.substr(time + 1), time_units);
  if (days < 0 || rest < 0) return std::nullopt;
  return std::chrono::seconds{days + rest};
}

std::string duration_text(std::chrono::seconds length) {
  std::string text = "PT";
  std::int64_t rest = length.count();
  for (const Unit& unit : time_units) {
    if (rest >= unit.seconds) text += std::to_string(rest / unit.seconds) + unit.letter;
    rest %= unit.seconds;
  }
  return text == "PT" ? "PT0S" : text;
}

}  // namespace haat
