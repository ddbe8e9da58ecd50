#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_objective_count_wrong;
constinit const Rule aicc_objective_count_wrong{
    .id = "aicc-objective-count-wrong",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC course has more or fewer objectives than it says.",
    .why = "Platforms that compare the two refuse the course.",
    .fix = "Write the number of objectives in the .des file as Total_Objectives.",
    .spec = "AICC CMI001 4.0: course description (.crs), Total_Objectives",
    .bad = R"(
over AICC
-- course.crs -- changed
-Total_AUs=1
+Total_AUs=1
+Total_Objectives=2
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start",""
+"J1","objective","Objective",""
)",
    .good = R"(
over AICC
-- course.crs -- changed
-Total_AUs=1
+Total_AUs=1
+Total_Objectives=1
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start",""
+"J1","objective","Objective",""
)",
    .check = told_by_reader<aicc_objective_count_wrong>,
};

}  // namespace haat::rules
