#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_root_missing;
constinit const Rule aicc_root_missing{
    .id = "aicc-root-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC course structure has no root.",
    .why = "The platform does not know where the course begins, and shows nothing.",
    .fix = "Write a line whose block is \"root\" into the .cst file.",
    .spec = "AICC CMI001: course structure (.cst)",
    .bad = R"(
over AICC
-- course.crs -- changed
-Total_AUs=1
+Total_AUs=0
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
-- course.des -- changed
-"A1","start","Start",""
-- course.cst -- changed
-"root","A1"
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_root_missing>,
};

}  // namespace haat::rules
