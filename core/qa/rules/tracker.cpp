#include <set>

#include "core/ascii.hpp"
#include "core/qa/rules/link_reading.hpp"
#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

bool is_host_character(char c) {
  return is_letter_or_digit(c) || c == '.' || c == '-';
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  std::set<std::string, std::less<>> seen;
  for (const auto& link : file.links())
    if (link.use != LinkUse::page && is_tracker(link.host) && seen.insert(link.host).second)
      report(file.path(), link.place, "it is reported to " + link.host);
  for (const auto& script : file.scripts())
    for (auto at = script.text.find("//"); at != std::string_view::npos;
         at = script.text.find("//", at + 2)) {
      auto end = at + 2;
      while (end < script.text.size() && end < at + 256 && is_host_character(script.text[end]))
        ++end;
      const auto host = lower_case(script.text.substr(at + 2, end - at - 2));
      if (is_tracker(host) && seen.insert(host).second)
        report(file.path(), file.place(script.offset + at),
               "as far as the script's text tells, it reports to " + host);
    }
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
