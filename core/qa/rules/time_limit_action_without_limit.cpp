#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || (course->standard != Standard::scorm12 && course->standard != Standard::aicc))
    return;  // SCORM 2004 has its limits in the sequencing
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    if (!details_of(item).time_limit_action.empty() && details_of(item).max_time_allowed.empty())
      report(item.source.empty() ? course->manifest : item.source, item.place,
             "the unit \"" + item.identifier + "\" has the time limit action \"" +
                 details_of(item).time_limit_action + "\", and no time limit");
  });
}

}  // namespace

extern const Rule time_limit_action_without_limit;
constinit const Rule time_limit_action_without_limit{
    .id = "time-limit-action-without-limit",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A unit says what happens when its time is over, and has no time limit.",
    .why = "It never happens.",
    .fix = "Write how long a learner may take, or take the action away.",
    .spec =
        "SCORM 1.2 CAM 2.3.2.2, adlcp:timelimitaction and adlcp:maxtimeallowed; AICC CMI001 4.0: "
        "assignable units (.au), Time_Limit_Action",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:timelimitaction>exit,message</adlcp:timelimitaction></item>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed><adlcp:timelimitaction>exit,message</adlcp:timelimitaction></item>
)",
    .check = check,
};

}  // namespace haat::rules
