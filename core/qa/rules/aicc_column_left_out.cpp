#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_column_left_out;
constinit const Rule aicc_column_left_out{
    .id = "aicc-column-left-out",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A table of an AICC course leaves out a column that the standard lists.",
    .why =
        "Importers that ask for every column refuse the course, even where the fields could be "
        "empty.",
    .fix = "Name the column in the first line, and leave its fields empty.",
    .spec = "AICC CMI001 4.0: assignable units (.au) and descriptors (.des)",
    .bad = R"(
over AICC
-- course.des -- changed
-"System_ID","Developer_ID","Title","Description"
-"A1","start","Start",""
+"System_ID","Title","Description"
+"A1","Start",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_column_left_out>,
};

}  // namespace haat::rules
