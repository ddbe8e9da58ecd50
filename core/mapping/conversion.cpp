#include "core/mapping/conversion.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

#include "core/duration.hpp"

namespace haat {
namespace {

constexpr double most_seconds = 999.0 * 3600;  // as haat/course.json takes them

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

// Up to nine digits and nothing else.
std::optional<int> digits_in(std::string_view text) {
  if (text.empty() || text.size() > 9 ||
      text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// "1:30:00", "45:00"
std::optional<double> seconds_by_clock(std::string_view text) {
  double seconds = 0;
  int parts = 0;
  for (std::string_view rest = text; parts < 3; ++parts) {
    const auto colon = rest.find(':');
    const auto number = digits_in(rest.substr(0, colon));
    if (!number || (parts > 0 && *number >= 60)) return std::nullopt;
    seconds = seconds * 60 + *number;
    if (colon == std::string_view::npos) return parts > 0 ? std::optional(seconds) : std::nullopt;
    rest.remove_prefix(colon + 1);
  }
  return std::nullopt;
}

struct Part {
  std::string_view letters;
  int value = -1;  // not said
};
using Parts = std::array<Part, 6>;
constexpr Parts no_parts{Part{"yyyy"}, Part{"MM"}, Part{"dd"}, Part{"HH"}, Part{"mm"}, Part{"ss"}};

Part* part_at(Parts& parts, std::string_view form) {
  for (Part& part : parts)
    if (form.starts_with(part.letters)) return &part;
  return nullptr;
}

bool fill(Parts& parts, std::string_view text, std::string_view form) {
  while (!form.empty()) {
    if (Part* const part = part_at(parts, form)) {
      const auto number = digits_in(text.substr(0, part->letters.size()));
      if (text.size() < part->letters.size() || !number) return false;
      part->value = *number;
      text.remove_prefix(part->letters.size());
      form.remove_prefix(part->letters.size());
    } else {
      if (text.empty() || text.front() != form.front()) return false;
      text.remove_prefix(1);
      form.remove_prefix(1);
    }
  }
  return text.empty();
}

std::string written(const Parts& parts) {
  std::array<char, 64> text{};
  const auto at = [&](std::size_t part) { return parts.at(part).value; };
  int size = std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", at(0), at(1), at(2));
  if (at(3) >= 0)
    size = std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", at(0), at(1),
                         at(2), at(3), std::max(at(4), 0), std::max(at(5), 0));
  return {text.data(), static_cast<std::size_t>(size)};
}

bool is_date(const Parts& parts) {
  const std::chrono::year_month_day day{std::chrono::year(parts[0].value),
                                        std::chrono::month(static_cast<unsigned>(parts[1].value)),
                                        std::chrono::day(static_cast<unsigned>(parts[2].value))};
  return day.ok() && parts[3].value < 24 && parts[4].value < 60 && parts[5].value < 60;
}

// Day 1 is 1900-01-01, and there is a 1900-02-29 that never was: from March on the days count from
// 1899-12-30.
Converted from_spreadsheet(std::string_view text) {
  const auto days = number_in(text);
  if (!days || *days < 61 || *days > 100'000)
    return tl::unexpected<std::string>("no day as a spreadsheet counts them");
  const std::chrono::sys_days epoch = std::chrono::year(1899) / 12 / 30;
  const std::chrono::year_month_day day{epoch + std::chrono::days(static_cast<int>(*days))};
  Parts parts = no_parts;
  parts[0].value = static_cast<int>(day.year());
  parts[1].value = static_cast<int>(static_cast<unsigned>(day.month()));
  parts[2].value = static_cast<int>(static_cast<unsigned>(day.day()));
  return written(parts);
}

}  // namespace

Converted to_duration(std::string_view text, std::string_view unit) {
  const bool clock = unit == "clock";
  const auto number = clock ? seconds_by_clock(text) : number_in(text);
  const double seconds = number.value_or(-1) * (unit == "hours"     ? 3600
                                                : unit == "minutes" ? 60
                                                                    : 1);
  if (!number || seconds < 0)
    return tl::unexpected<std::string>(clock ? "no time such as 1:30:00"
                                             : "no number of " + std::string(unit));
  if (seconds > most_seconds)
    return tl::unexpected<std::string>("longer than the limit of 999 hours");
  return duration_text(std::chrono::seconds(std::llround(seconds)));
}

bool is_date_form(std::string_view form) {
  if (form == "excel") return true;
  Parts parts = no_parts;
  while (!form.empty()) {
    Part* const part = part_at(parts, form);
    const char first = form.front();
    if (part == nullptr && (first == 'y' || first == 'M' || first == 'd' || first == 'H' ||
                            first == 'h' || first == 'm' || first == 's'))
      return false;
    if (part != nullptr && ++part->value > 0) return false;
    form.remove_prefix(part != nullptr ? part->letters.size() : 1);
  }
  return parts[0].value == 0 && parts[1].value == 0 && parts[2].value == 0 &&
         (parts[3].value == 0 || (parts[4].value < 0 && parts[5].value < 0));
}

Converted to_date(std::string_view text, std::string_view form) {
  if (form == "excel") return from_spreadsheet(text);
  Parts parts = no_parts;
  if (!fill(parts, text, form))
    return tl::unexpected<std::string>("not of the form " + std::string(form));
  if (!is_date(parts)) return tl::unexpected<std::string>("no day of the calendar");
  return written(parts);
}

}  // namespace haat
