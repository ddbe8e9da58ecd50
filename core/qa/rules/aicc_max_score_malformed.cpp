#include "core/qa/rules/reading.hpp"

namespace haat::rules {
extern const Rule aicc_max_score_malformed;
constinit const Rule aicc_max_score_malformed{
    .id = "aicc-max-score-malformed",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The highest score of an AICC assignable unit is no number.",
    .why = "The LMS cannot tell how good a score is, and shows none or a wrong one.",
    .fix = "Write Max_Score as a number, or leave it empty.",
    .spec = "AICC CMI001 4.0: assignable units (.au), Max_Score",
    .bad = R"(
over AICC
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"A1","lesson","","index.html","all","80","","","","","",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_max_score_malformed>,
};

}  // namespace haat::rules
