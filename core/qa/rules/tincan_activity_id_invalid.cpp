#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || course->standard != Standard::tincan) return;
  each_element(subject, [&](const Element& element) {
    const auto* id = element.name == "activity" ? element.find("", "id") : nullptr;
    if (id == nullptr) return;  // the schema has said that it is not there
    if (const auto iri = collapse(id->value); !is_absolute_url(iri) || iri.starts_with("//"))
      report(course->manifest, id->place,
             "the id \"" + iri + "\" of this <activity> is no IRI with a scheme");
  });
}

}  // namespace

extern const Rule tincan_activity_id_invalid;
constinit const Rule tincan_activity_id_invalid{
    .id = "tincan-activity-id-invalid",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The id of a Tin Can activity is no absolute address.",
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
