#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "aicc-unit-count-wrong", report);
}

}  // namespace

extern const Rule aicc_unit_count_wrong;
constinit const Rule aicc_unit_count_wrong{
    .id = "aicc-unit-count-wrong",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC course has more or fewer assignable units than it says.",
    .why =
        "Platforms that compare the two refuse the course; others wait for a unit that never "
        "comes.",
    .fix = "Write the number of lines of the .au file as Total_AUs.",
    .spec = "AICC CMI001: course description (.crs)",
    .bad = R"(
-- imsmanifest.xml -- removed
-- course.crs --
[Course]
Course_ID=c
Course_Title=Course
Total_AUs=2
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
    .good = R"(
-- imsmanifest.xml -- removed
-- course.crs --
[Course]
Course_ID=c
Course_Title=Course
Total_AUs=1
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
