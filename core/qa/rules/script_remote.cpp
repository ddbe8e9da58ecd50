#include <set>

#include "core/qa/rules/link_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  std::set<std::string_view> seen;
  for (const auto& link : file.links())
    if (link.use == LinkUse::script && is_remote(link) && seen.insert(link.host).second)
      report(file.path(), link.place, "the script is loaded from " + link.host);
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
