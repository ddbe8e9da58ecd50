#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_unit_not_in_structure;
constinit const Rule aicc_unit_not_in_structure{
    .id = "aicc-unit-not-in-structure",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC assignable unit is not in the course structure.",
    .why = "No learner ever comes to it.",
    .fix = "Make it a member of a block in the .cst file, or take it out of the .au file.",
    .spec = "AICC CMI001: course structure (.cst)",
    .bad = R"(
over AICC
-- course.crs -- changed
-Total_AUs=1
+Total_AUs=2
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"A1","lesson","","index.html","100","80","","","","","",""
+"A2","lesson","","index.html","100","80","","","","","",""
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start",""
+"A2","more","More",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_unit_not_in_structure>,
};

}  // namespace haat::rules
