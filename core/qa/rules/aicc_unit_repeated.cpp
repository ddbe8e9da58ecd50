#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "aicc-unit-repeated", report);
}

}  // namespace

extern const Rule aicc_unit_repeated;
constinit const Rule aicc_unit_repeated{
    .id = "aicc-unit-repeated",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC course has two assignable units of one System_ID.",
    .why = "Only one of them can be launched, and results are mixed up.",
    .fix = "Give each line of the .au file a System_ID of its own.",
    .spec = "AICC CMI001: assignable units (.au)",
    .bad = R"(
-- imsmanifest.xml -- removed
-- course.crs --
[Course]
Course_ID=c
Course_Title=Course
-- course.au --
"System_ID","File_Name"
"A1","index.html"
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
