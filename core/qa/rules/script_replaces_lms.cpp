#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

bool replaces(const Mention& mention) {
  auto after = mention.after(80);
  if (!after.starts_with(".location")) return false;
  after.remove_prefix(9);
  if (after.starts_with(".replace(") || after.starts_with(".assign(")) return true;
  if (after.starts_with(".href")) after.remove_prefix(5);
  const auto at = after.find_first_not_of(" \t");
  return at != std::string_view::npos && after[at] == '=' && after.substr(at + 1, 1) != "=";
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  report_mentions(
      file, report, "as far as the script's text tells, it leads the window of the LMS elsewhere",
      [](const Mention& mention) { return mention.word == Word::top_ && replaces(mention); });
}

}  // namespace

extern const Rule script_replaces_lms;
constinit const Rule script_replaces_lms{
    .id = "script-replaces-lms",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A script replaces the LMS's own page.",
    .why = "The learner is out of the LMS, and the unit was never ended: what was done is lost.",
    .fix = "End the session, and leave it to the LMS what comes next.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<script>
+<script>
+top.location.href = "next.html";
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
