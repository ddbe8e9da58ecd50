#include <set>

#include "core/qa/rules/link_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  std::set<std::string_view> seen;
  for (const auto& link : file.links())
    if (is_loaded(link) && !link.secure && !is_tracker(link.host) && seen.insert(link.host).second)
      report(file.path(), link.place,
             "the " + std::string(to_string(link.use)) + " is loaded by http: from " + link.host);
}

}  // namespace

extern const Rule mixed_content;
constinit const Rule mixed_content{
    .id = "mixed-content",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page loads something by http:.",
    .why =
        "An LMS shows the course by https:, and browsers then refuse whatever comes unencrypted.",
    .fix = "Put the file into the package.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<img src="http://media.example.org/map.png" alt="A map">
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
