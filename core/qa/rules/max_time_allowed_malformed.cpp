#include <algorithm>

#include "core/qa/rules/launch_data.hpp"

namespace haat::rules {
namespace {

bool digits(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

// HHHH:MM:SS.SS, with two to four digits of hours and at most two of hundredths.
bool is_timespan(std::string_view text) {
  const auto first = text.find(':');
  const auto second = text.find(':', std::min(first, text.size() - 1) + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  const auto seconds = text.substr(second + 1);
  const auto point = seconds.find('.');
  return digits(text.substr(0, first), 2, 4) &&
         digits(text.substr(first + 1, second - first - 1), 2, 2) &&
         digits(seconds.substr(0, point), 2, 2) &&
         (point == std::string_view::npos || digits(seconds.substr(point + 1), 1, 2));
}

void check(const Subject& subject, const Rule::Reporter& report) {
  each_launch_datum(
      subject, "maxtimeallowed", [](const Item& item) { return item.max_time_allowed; },
      [&](const std::string& path, Place place, const std::string& time) {
        // SCORM's schema has a limit of 13 characters, and says so.
        const bool scorm = subject.manifest.structure->standard == Standard::scorm12;
        if (!is_timespan(time) && (!scorm || time.size() <= 13))
          report(path, place,
                 "the time allowed \"" + time + "\" is not written as hours, minutes and seconds");
      });
}

}  // namespace

extern const Rule max_time_allowed_malformed;
constinit const Rule max_time_allowed_malformed{
    .id = "max-time-allowed-malformed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The time that a learner has for a unit is no time.",
    .why = "The LMS gives no limit, or none of the time that was meant.",
    .fix = "Write hours, minutes and seconds: 00:30:00.",
    .spec =
        "SCORM 1.2 CAM 2.3.2.2, adlcp:maxtimeallowed; AICC CMI001: assignable units, "
        "Max_Time_Allowed",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:maxtimeallowed>30 min</adlcp:maxtimeallowed></item>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:maxtimeallowed>0000:30:00.00</adlcp:maxtimeallowed></item>
)",
    .check = check,
};

}  // namespace haat::rules
