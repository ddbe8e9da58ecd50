#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "aicc-descriptor-missing", report);
}

}  // namespace

extern const Rule aicc_descriptor_missing;
constinit const Rule aicc_descriptor_missing{
    .id = "aicc-descriptor-missing",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC assignable unit has no line in the descriptor file.",
    .why = "Learners see its id instead of its title.",
    .fix = "Add a line for it to the .des file.",
    .spec = "AICC CMI001: descriptors (.des)",
    .bad = R"(
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
"B1","Block"
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
