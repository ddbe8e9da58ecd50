#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_block_unknown;
constinit const Rule aicc_block_unknown{
    .id = "aicc-block-unknown",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC course structure names a block that is not there.",
    .why = "The learner sees an empty chapter, or the platform refuses the course.",
    .fix = "Add a line to the .cst file that says what is in the block, or take its name out.",
    .spec = "AICC CMI001 4.0: course structure (.cst)",
    .bad = R"(
over AICC
-- course.crs -- changed
-Max_Fields_CST=2
+Max_Fields_CST=3
-- course.cst -- changed
-"Block","Member"
-"root","A1"
+"Block","Member","Member"
+"root","A1","B1"
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
    .check = told_by_reader<aicc_block_unknown>,
};

}  // namespace haat::rules
