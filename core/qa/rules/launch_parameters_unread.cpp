#include "core/qa/rules/run_time_reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!subject.manifest.structure || subject.manifest.structure->standard != Standard::cmi5) return;
  each_unit(subject, [&](const Resource& resource, const Told& told) {
    if (!told.of(Speaks::cmi5_launch))
      report(resource.launch, 0,
             "the unit never reads the parameters of its launch address" + std::string(as_told));
  });
}

}  // namespace

extern const Rule launch_parameters_unread;
constinit const Rule launch_parameters_unread{
    .id = "launch-parameters-unread",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A cmi5 unit never reads what it was launched with.",
    .why = "Without endpoint, registration and activityId it cannot report anything.",
    .fix = "Read them from the launch address, or use a cmi5 library.",
    .spec = "cmi5 8.1",
    .bad = R"(
-- imsmanifest.xml -- removed
-- cmi5.xml --
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://example.org/course"><title><langstring lang="en">Course</langstring></title><description><langstring lang="en">Course</langstring></description></course>
  <au id="https://example.org/course/start"><title><langstring lang="en">Start</langstring></title><description><langstring lang="en">Start</langstring></description><url>index.html</url></au>
</courseStructure>
-- index.html --
<!doctype html>
<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p></html>
)",
    .good = R"(
-- imsmanifest.xml -- removed
-- cmi5.xml --
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://example.org/course"><title><langstring lang="en">Course</langstring></title><description><langstring lang="en">Course</langstring></description></course>
  <au id="https://example.org/course/start"><title><langstring lang="en">Start</langstring></title><description><langstring lang="en">Start</langstring></description><url>index.html</url></au>
</courseStructure>
-- index.html --
<!doctype html>
<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
<script>
const launched = new URLSearchParams(location.search);
const told = [launched.get("endpoint"), launched.get("fetch"), launched.get("registration"), launched.get("activityId")];
</script></html>
)",
    .check = check,
};

}  // namespace haat::rules
