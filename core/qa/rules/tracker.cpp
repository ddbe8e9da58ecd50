#include <set>

#include "core/qa/rules/link_reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  std::set<std::string_view> linked;
  for (const auto& link : file.links())
    if (link.use != LinkUse::page && is_tracker(link)) {
      linked.insert(link.host);
      repeats.add(link.host, link.place, "it is reported to " + link.host);
    }
  for (const auto& script : file.scripts())
    for (auto at = script.text.find("//"); at != std::string_view::npos;
         at = script.text.find("//", at + 2)) {
      const auto address = script.text.substr(at, 256);
      const auto host = host_of(address);
      if (haat::is_tracker(host, address) && !linked.contains(host))
        repeats.add(host, file.place(script.offset + at),
                    "as far as the script's text tells, it reports to " + host);
    }
  repeats.report(file, report);
}

}  // namespace

extern const Rule tracker;
constinit const Rule tracker{
    .id = "tracker",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The course reports on its learners to an analytics or advertising service.",
    .why =
        "Learners did not agree to it, and in many places the law asks that they do; and without a "
        "network the page waits for it.",
    .fix = "Take it out: what the institution needs to know, the LMS knows.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<script src="https://www.google-analytics.com/analytics.js"></script>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
