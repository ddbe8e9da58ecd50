#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || course->standard != Standard::tincan) return;
  Misspelt misspelt(subject);
  for (const auto& item : course->organizations.front().items)
    if (item.title.empty() && !misspelt.take_child(item.place, "name"))
      report(course->manifest, item.place, "this <activity> has no <name>");
}

}  // namespace

extern const Rule tincan_name_missing;
constinit const Rule tincan_name_missing{
    .id = "tincan-name-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A Tin Can activity has no name.",
    .why = "Learners see no title.",
    .fix = "Write a <name> with its lang into the activity.",
    .spec = "Tin Can packages: tincan.xml, name",
    .bad = R"(
-- imsmanifest.xml -- removed
-- tincan.xml --
<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd">
  <activities>
    <activity id="https://example.org/course" type="http://adlnet.gov/expapi/activities/course">
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
