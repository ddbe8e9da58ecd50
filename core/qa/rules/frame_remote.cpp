#include "core/qa/rules/link_reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  for (const auto& link : file.links())
    if (link.use == LinkUse::frame && is_remote(link))
      repeats.add(link.host, link.place, "the frame shows a page from " + link.host);
  repeats.report(file, report);
}

}  // namespace

extern const Rule frame_remote;
constinit const Rule frame_remote{
    .id = "frame-remote",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page shows another server's page within itself.",
    .why =
        "What learners see there is not part of the course: nobody checked it, it changes, and it "
        "reports nothing.",
    .fix = "Put what is shown into the package, or link to it and say where it leads.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<iframe src="https://video.example.org/1" title="A film"></iframe>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
