#include <algorithm>

#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

// The parent of a page that the LMS launched is the LMS, and not another page of the course.
bool reaches(const Mention& mention, bool launched) {
  if (mention.after(9) != ".document") return false;
  if (mention.word == Word::top_) return mention.previous() != '-';
  if (mention.word != Word::parent_ || !launched) return false;
  return mention.previous() != '.' || mention.before(7) == "window.";
}

void check_file(const Subject& subject, const ContentFile& file, const Rule::Reporter& report) {
  const bool launched = subject.names.launched(file.path());
  report_mentions(file, report,
                  "as far as the script's text tells, it reads or changes the document of the LMS",
                  [&](const Mention& mention) { return reaches(mention, launched); });
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
