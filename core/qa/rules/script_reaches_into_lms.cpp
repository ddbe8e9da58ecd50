#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  for (const auto& mention : file.mentions())
    if (mention.word == Word::top_ && mention.after(9) == ".document" &&
        mention.previous() != '-') {
      report(file.path(), file.place(mention),
             "as far as the script's text tells, it reads or changes the document of the LMS");
      return;
    }
}

}  // namespace

extern const Rule script_reaches_into_lms;
constinit const Rule script_reaches_into_lms{
    .id = "script-reaches-into-lms",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A script reaches into the page around the course.",
    .why =
        "Where the LMS shows the course from another origin the browser forbids it, and the script "
        "stops there.",
    .fix =
        "Ask the page around it for nothing but the SCORM API, and expect that it cannot be "
        "reached.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<script>
+<script>
+top.document.title = "x";
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
