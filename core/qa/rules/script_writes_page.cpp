#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  report_mentions(file, report, "as far as the script's text tells, it calls document.write",
                  [](const Mention& mention) {
                    return mention.word == Word::document_ &&
                           (mention.after(6) == ".write" || mention.after(7) == "[\"write" ||
                            mention.after(7) == "['write");
                  });
}

}  // namespace

extern const Rule script_writes_page;
constinit const Rule script_writes_page{
    .id = "script-writes-page",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A script writes into the page while it loads.",
    .why =
        "Browsers refuse to run what is written so on slow connections; called later, it empties "
        "the page.",
    .fix = "Make elements with document.createElement.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<script>
+<script>
+document.write("x");
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
