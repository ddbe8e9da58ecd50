#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "aicc-root-missing", report);
}

}  // namespace

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
-- imsmanifest.xml -- removed
-- course.crs --
[Course]
Course_ID=c
Course_Title=Course
-- course.au --
"System_ID","File_Name"
-- course.des --
"System_ID","Title"
-- course.cst --
"Block","Member"
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
