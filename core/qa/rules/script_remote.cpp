#include "core/qa/rules/link_reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  for (const auto& link : file.links())
    if (link.use == LinkUse::script && is_remote(link))
      repeats.add(link.host, link.place, "the script is loaded from " + link.host);
  repeats.report(file, report);
}

}  // namespace

extern const Rule script_remote;
constinit const Rule script_remote{
    .id = "script-remote",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page runs a script from another server.",
    .why =
        "Whoever has that server can do in the course whatever the learner can; and without a "
        "network the course does not run.",
    .fix = "Put the script into the package.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<script src="https://code.example.org/a.js"></script>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
