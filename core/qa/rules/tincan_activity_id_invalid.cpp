#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || course->standard != Standard::tincan) return;
  for (const auto& item : course->organizations.front().items)
    if (!is_absolute_url(item.identifier) || item.identifier.starts_with("//"))
      report(course->manifest, item.place,
             "the id \"" + item.identifier + "\" of this <activity> is no IRI with a scheme");
}

}  // namespace

extern const Rule tincan_activity_id_invalid;
constinit const Rule tincan_activity_id_invalid{
    .id = "tincan-activity-id-invalid",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A Tin Can activity has no id, or one that is no absolute address.",
    .why = "An LRS refuses every statement about it: nothing is recorded.",
    .fix =
        "Give the activity an IRI of its own, such as \"https://example.org/courses/first-aid\".",
    .spec = "xAPI 1.0.3, 2.4.4.1; Tin Can packages: tincan.xml, activity",
    .bad = R"(
-- imsmanifest.xml -- removed
-- tincan.xml --
<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd">
  <activities>
    <activity id="course" type="http://adlnet.gov/expapi/activities/course">
      <name lang="en">Course</name>
      <description lang="en">A course</description>
      <launch lang="en">index.html</launch>
    </activity>
  </activities>
</tincan>
)",
    .good = R"(
-- imsmanifest.xml -- removed
-- tincan.xml --
<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd">
  <activities>
    <activity id="https://example.org/course" type="http://adlnet.gov/expapi/activities/course">
      <name lang="en">Course</name>
      <description lang="en">A course</description>
      <launch lang="en">index.html</launch>
    </activity>
  </activities>
</tincan>
)",
    .check = check,
};

}  // namespace haat::rules
