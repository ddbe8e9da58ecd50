#include "core/qa/rules/cmi5.hpp"
#include "core/qa/rules/decimal.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_cmi5(subject)) return;
  each_cmi5_element(subject, [&](const Element& element) {
    const auto* score = find_attribute(element, "", "masteryScore");
    const auto number = score == nullptr ? std::nullopt : read_decimal(score->value);
    if (number && (number->negative || number->above("1")))
      report_in_manifest(subject, report, score->place,
                         "the masteryScore " + collapse(score->value) + " is not from 0 to 1");
  });
}

}  // namespace

extern const Rule mastery_score_out_of_range;
constinit const Rule mastery_score_out_of_range{
    .id = "mastery-score-out-of-range",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The score from which a unit is passed is not from 0 to 1.",
    .why = "No learner can pass, or none can fail.",
    .fix = "Write 0.8 for 80 percent.",
    .spec = "cmi5 13.1.4, masteryScore",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-  <au id="https://example.org/course/start">
+  <au id="https://example.org/course/start" masteryScore="80">
)",
    .good = R"(
over cmi5
-- cmi5.xml -- changed
-  <au id="https://example.org/course/start">
+  <au id="https://example.org/course/start" masteryScore="1.0">
)",
    .check = check,
};

}  // namespace haat::rules
