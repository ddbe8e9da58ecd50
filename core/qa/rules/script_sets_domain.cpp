#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

bool sets_domain(std::string_view after) {
  if (!after.starts_with(".domain")) return false;
  after.remove_prefix(7);
  const auto at = after.find_first_not_of(" \t");
  return at != std::string_view::npos && after[at] == '=' && after.substr(at + 1, 1) != "=";
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  report_mentions(file, report, "as far as the script's text tells, it sets document.domain",
                  [](const Mention& mention) {
                    return mention.word == Word::document_ && sets_domain(mention.after(64));
                  });
}

}  // namespace

extern const Rule script_sets_domain;
constinit const Rule script_sets_domain{
    .id = "script-sets-domain",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A script sets document.domain.",
    .why =
        "Browsers do not let it any more: the script stops there, often before the course has "
        "found the LMS.",
    .fix = "Take it out: a course and its LMS are of one origin, or speak by postMessage.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<script>
+<script>
+document.domain = "example.org";
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
