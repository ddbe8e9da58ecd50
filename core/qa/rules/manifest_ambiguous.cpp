#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_ambiguous;
constinit const Rule manifest_ambiguous{
    .id = "manifest-ambiguous",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The package has manifests of several standards.",
    .why = "Each platform takes another one, and reports results in another way.",
    .fix = "Keep the manifest of the standard that the course is written for.",
    .spec = "practice",
    .bad = R"(
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
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="tincan.xml"/>
)",
    .good = "",
    .check = told_by_reader<manifest_ambiguous>,
};

}  // namespace haat::rules
