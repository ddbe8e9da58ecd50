#include "core/qa/rules/link_reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  for (const auto& link : file.links())
    if (link.use == LinkUse::page && link.target == LinkTarget::remote)
      repeats.add(link.host, link.place, "the link leads to " + link.host);
  repeats.report(file, report);
}

}  // namespace

extern const Rule link_external;
constinit const Rule link_external{
    .id = "link-external",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A link leads out of the course.",
    .why =
        "The other page changes or goes away, and the learner leaves the course without its "
        "knowing.",
    .fix = "Keep such links few, and look at them again at each release.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<a href="https://example.org/more">More about it</a>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
