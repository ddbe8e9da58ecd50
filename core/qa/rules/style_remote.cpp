#include "core/qa/rules/link_reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  for (const auto& link : file.links())
    if ((link.use == LinkUse::style || link.use == LinkUse::font) && is_remote(link))
      repeats.add(link.host, link.place,
                  "the " + std::string(to_string(link.use)) + " is loaded from " + link.host);
  repeats.report(file, report);
}

}  // namespace

extern const Rule style_remote;
constinit const Rule style_remote{
    .id = "style-remote",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page takes its style or its fonts from another server.",
    .why =
        "That server learns who reads the course and when; without a network the course looks "
        "broken.",
    .fix = "Put style sheets and fonts into the package.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<link rel="stylesheet" href="https://fonts.example.org/a.css">
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
