#include "core/qa/rules/cmi5.hpp"
#include "core/qa/rules/decimal.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_cmi5(subject)) return;
  each_cmi5_element(subject, [&](const Element& element) {
    const auto* score = element.find("", "masteryScore");
    const auto number = score == nullptr ? std::nullopt : read_decimal(score->value);
    if (number && !number->negative && !number->above("1") && number->places > 4)
      report_in_manifest(subject, report, score->place,
                         "the masteryScore " + collapse(score->value) + " has " +
                             std::to_string(number->places) + " decimal places; at most 4 count");
  });
}

}  // namespace

extern const Rule mastery_score_too_precise;
constinit const Rule mastery_score_too_precise{
    .id = "mastery-score-too-precise",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The score from which a unit is passed has more than four decimal places.",
    .why = "LMSs round or cut it, each in its own way.",
    .fix = "Write at most four digits behind the point.",
    .spec = "cmi5 13.1.4, masteryScore",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-  <au id="https://example.org/course/start">
+  <au id="https://example.org/course/start" masteryScore="0.66667">
)",
    .good = R"(
over cmi5
-- cmi5.xml -- changed
-  <au id="https://example.org/course/start">
+  <au id="https://example.org/course/start" masteryScore="0.666700">
)",
    .check = check,
};

}  // namespace haat::rules
