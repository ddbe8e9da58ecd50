#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "aicc-unit-not-in-structure", report);
}

}  // namespace

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
-- imsmanifest.xml -- removed
-- course.crs --
[Course]
Course_ID=c
Course_Title=Course
-- course.au --
"System_ID","File_Name"
"A1","index.html"
"A2","index.html"
-- course.des --
"System_ID","Title"
"A1","Start"
"A2","More"
-- course.cst --
"Block","Member"
"root","A1"
)",
    .good = R"(
-- imsmanifest.xml -- removed
-- course.crs --
[Course]
Course_ID=c
Course_Title=Course
-- course.au --
"System_ID","File_Name"
"A1","index.html"
-- course.des --
"System_ID","Title"
"A1","Start"
-- course.cst --
"Block","Member"
"root","A1"
)",
    .check = check,
};

}  // namespace haat::rules
