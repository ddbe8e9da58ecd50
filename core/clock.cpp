#include "core/clock.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace haat {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// "2026" at `from`, as digits only; -1 where they are not.
int digits(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  const auto [end, problem] =
      std::from_chars(text.data() + from, text.data() + from + count, value);
  const bool whole = problem == std::errc{} && end == text.data() + from + count;
  return whole && text[from] != '-' ? value : -1;
}

}  // namespace

std::string to_rfc3339(Time time) {
  const auto day = std::chrono::floor<days>(time);
  const year_month_day date{day};
  const auto seconds = static_cast<int>((time - day).count());
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), seconds / 3600, seconds / 60 % 60, seconds % 60);
  return text.data();
}

Result<Time> parse_rfc3339(std::string_view text) {
  const auto refuse = [&] {
    return fail(Errc::invalid_argument, "time-invalid",
                "\"" + std::string(text.substr(0, 40)) +
                    "\" is not a time such as 2026-11-23T06:41:46Z (UTC, whole seconds)");
  };
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != shape.size()) return refuse();
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != 'd' && text[i] != shape[i]) return refuse();

  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (month < 0 || day < 0) return refuse();
  const year_month_day date{std::chrono::year{year},
                            std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  const bool clock_ok =
      hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (year < 0 || !date.ok() || !clock_ok) return refuse();
  return Time{sys_days{date}} + std::chrono::seconds{hour * 3600 + minute * 60 + second};
}

}  // namespace haat
