#include "core/qa/rules/cmi5.hpp"
#include "core/qa/rules/decimal.hpp"
#include "core/qa/rules/launch_data.hpp"

namespace haat::rules {
namespace {

void check_cmi5(const Subject& subject, const Rule::Reporter& report) {
  each_cmi5_element(subject, [&](const Element& element) {
    const auto* score = element.find("", "masteryScore");
    const auto number = score == nullptr ? std::nullopt : read_decimal(score->value);
    if (number && (number->negative || number->above("1")))
      report_in_manifest(subject, report, score->place,
                         "the masteryScore " + collapse(score->value) + " is not from 0 to 1");
  });
}

void check(const Subject& subject, const Rule::Reporter& report) {
  check_cmi5(subject, report);
  each_launch_datum(subject, "masteryscore", mastery_score_of,
                    [&](const std::string& path, Place place, const std::string& score) {
                      const auto number = read_decimal(score);
                      if (number && (number->negative || number->above("100")))
                        report(path, place, "the mastery score " + score + " is not from 0 to 100");
                    });
}

}  // namespace

extern const Rule mastery_score_out_of_range;
constinit const Rule mastery_score_out_of_range{
    .id = "mastery-score-out-of-range",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The score from which a unit is passed is out of its range.",
    .why = "No learner can pass, or none can fail.",
    .fix = "For 80 percent write 0.8 in cmi5, and 80 in SCORM 1.2 and AICC.",
    .spec = "cmi5 13.1.4, masteryScore; SCORM 1.2 CAM 2.3.2.2, adlcp:masteryscore",
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
