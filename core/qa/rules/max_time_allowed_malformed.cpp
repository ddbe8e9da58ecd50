#include "core/qa/rules/launch_data.hpp"
#include "core/qa/rules/timespan.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_launch_datum(
      subject, "maxtimeallowed", [](const Item& item) { return details_of(item).max_time_allowed; },
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
