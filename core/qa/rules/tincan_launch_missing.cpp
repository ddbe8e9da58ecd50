#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || course->standard != Standard::tincan) return;
  if (subject.manifest.root->child("activities") == nullptr) return;  // the schema has said so
  for (const auto& resource : course->resources)
    if (!resource.launch.empty()) return;
  const Misspelt misspelt(subject);
  if (misspelt.means("launch") || misspelt.means("activity")) return;
  report(course->manifest, course->organizations_place, "no <activity> has a <launch>");
}

}  // namespace

extern const Rule tincan_launch_missing;
constinit const Rule tincan_launch_missing{
    .id = "tincan-launch-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "No activity of a Tin Can package can be launched.",
    .why = "The platform has nothing to show to the learner.",
    .fix = "Write a <launch> with the address of the first page into the activity.",
    .spec = "Tin Can packages: tincan.xml, launch",
    .bad = R"(
-- imsmanifest.xml -- removed
-- tincan.xml --
<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd">
  <activities>
    <activity id="https://example.org/course" type="http://adlnet.gov/expapi/activities/course">
      <name lang="en">Course</name>
      <description lang="en">A course</description>
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
