#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_block_count_wrong;
constinit const Rule aicc_block_count_wrong{
    .id = "aicc-block-count-wrong",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC course has more or fewer blocks than it says.",
    .why = "Platforms that compare the two refuse the course.",
    .fix = "Write the number of blocks below the root as Total_Blocks.",
    .spec = "AICC CMI001 4.0: course description (.crs), Total_Blocks",
    .bad = R"(
over AICC
-- course.crs -- changed
-Total_Blocks=0
+Total_Blocks=5
)",
    .good = R"(
over AICC
-- course.crs -- changed
-Total_Blocks=0
+Total_Blocks=1
-- course.cst -- changed
-"root","A1"
+"root","B1"
+"B1","A1"
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start",""
+"B1","block","Block",""
)",
    .check = told_by_reader<aicc_block_count_wrong>,
};

}  // namespace haat::rules
