#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "aicc-launch-missing", report);
}

}  // namespace

extern const Rule aicc_launch_missing;
constinit const Rule aicc_launch_missing{
    .id = "aicc-launch-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC assignable unit has no File_Name.",
    .why = "The learner can choose the unit, but nothing happens.",
    .fix = "Write the address of its first page into the column File_Name of the .au file.",
    .spec = "AICC CMI001: assignable units (.au)",
    .bad = R"(
-- imsmanifest.xml -- removed
-- course.crs --
[Course]
Course_ID=c
Course_Title=Course
-- course.au --
"System_ID","File_Name"
"A1",""
-- course.des --
"System_ID","Title"
"A1","Start"
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
