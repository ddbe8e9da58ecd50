#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "aicc-table-malformed", report);
}

}  // namespace

extern const Rule aicc_table_malformed;
constinit const Rule aicc_table_malformed{
    .id = "aicc-table-malformed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A table of an AICC course opens a quotation mark that nothing closes.",
    .why = "All that follows is one field: the platform misses the rest.",
    .fix = "Close the quotation mark; write one inside a field twice.",
    .spec = "AICC CMI001: files of a course",
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
"System_ID","Title","Description"
"A1","Start","open
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
