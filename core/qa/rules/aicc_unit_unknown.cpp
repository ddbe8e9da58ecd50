#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_unit_unknown;
constinit const Rule aicc_unit_unknown{
    .id = "aicc-unit-unknown",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC course structure names an assignable unit that is not there.",
    .why = "The platform refuses the course, or shows a unit that cannot be launched.",
    .fix = "Add the unit to the .au file, or take it out of the .cst file.",
    .spec = "AICC CMI001: course structure (.cst)",
    .bad = R"(
over AICC
-- course.crs -- changed
-Max_Fields_CST=2
+Max_Fields_CST=3
-- course.cst -- changed
-"Block","Member"
-"root","A1"
+"Block","Member","Member"
+"root","A1","A2"
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_unit_unknown>,
};

}  // namespace haat::rules
