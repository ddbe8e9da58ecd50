#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  for (const auto& mention : file.mentions())
    if (mention.word == Word::serviceWorker_ && mention.after(9) == ".register") {
      report(file.path(), file.place(mention),
             "as far as the script's text tells, it installs a service worker");
      return;
    }
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
