#include "core/qa/rules/link_reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  for (const auto& link : file.links())
    if ((link.use == LinkUse::image || link.use == LinkUse::media ||
         link.use == LinkUse::captions || link.use == LinkUse::object) &&
        is_remote(link))
      repeats.add(link.host, link.place,
                  "the " + std::string(to_string(link.use)) + " is loaded from " + link.host);
  repeats.report(file, report);
}

}  // namespace

extern const Rule media_remote;
constinit const Rule media_remote{
    .id = "media-remote",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page shows a picture or plays a recording from another server.",
    .why = "It is gone when that server changes, and is not there without a network.",
    .fix = "Put it into the package.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<img src="https://media.example.org/map.png" alt="A map">
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
