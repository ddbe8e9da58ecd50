#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_mastery_score_unreachable;
constinit const Rule aicc_mastery_score_unreachable{
    .id = "aicc-mastery-score-unreachable",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC assignable unit is passed with more than it can give.",
    .why = "No learner can pass it.",
    .fix = "Lower Mastery_Score, or raise Max_Score.",
    .spec = "AICC CMI001 4.0: assignable units (.au), Max_Score and Mastery_Score",
    .bad = R"(
over AICC
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"A1","lesson","","index.html","10","80","","","","","",""
)",
    .good = R"(
over AICC
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"A1","lesson","","index.html","80","80","","","","","",""
)",
    .check = told_by_reader<aicc_mastery_score_unreachable>,
};

}  // namespace haat::rules
