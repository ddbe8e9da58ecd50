#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_member_repeated;
constinit const Rule aicc_member_repeated{
    .id = "aicc-member-repeated",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An element is a member of an AICC course twice.",
    .why =
        "Platforms lose one of the two, or never come to an end where blocks contain each other.",
    .fix = "Name each element once in the .cst file.",
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
+"root","A1","A1"
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_member_repeated>,
};

}  // namespace haat::rules
