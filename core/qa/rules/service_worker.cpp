#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  report_mentions(file, report, "as far as the script's text tells, it installs a service worker",
                  [](const Mention& mention) {
                    return mention.word == Word::serviceWorker_ && mention.after(9) == ".register";
                  });
}

}  // namespace

extern const Rule service_worker;
constinit const Rule service_worker{
    .id = "service-worker",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A script installs a service worker.",
    .why =
        "It stays in the learner's browser and answers for every course of the LMS that is below "
        "its address.",
    .fix = "Take it out: an LMS has to hand out the course itself.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<script>
+<script>
+navigator.serviceWorker.register("w.js");
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
