#include "core/qa/rules/decimal.hpp"
#include "core/qa/rules/launch_data.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_launch_datum(subject, "masteryscore", mastery_score_of,
                    [&](const std::string& path, Place place, const std::string& score) {
                      if (!read_decimal(score))
                        report(path, place, "the mastery score \"" + score + "\" is no number");
                    });
}

}  // namespace

extern const Rule mastery_score_malformed;
constinit const Rule mastery_score_malformed{
    .id = "mastery-score-malformed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The score from which a unit is passed is no number.",
    .why = "The LMS cannot tell who passed.",
    .fix = "Write a number from 0 to 100, without a percent sign.",
    .spec =
        "SCORM 1.2 CAM 2.3.2.2, adlcp:masteryscore; AICC CMI001: assignable units, Mastery_Score",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:masteryscore>80%</adlcp:masteryscore></item>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:masteryscore>80</adlcp:masteryscore></item>
)",
    .check = check,
};

}  // namespace haat::rules
