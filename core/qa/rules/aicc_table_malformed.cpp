#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_table_malformed;
constinit const Rule aicc_table_malformed{
    .id = "aicc-table-malformed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The quotation marks of a table of an AICC course do not fit together.",
    .why = "Fields run into each other: the platform misses units or takes them for others.",
    .fix = "Close the quotation mark; write one inside a field twice.",
    .spec = "AICC CMI001: files of a course",
    .bad = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start","open
)",
    .good = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start","open"
)",
    .check = told_by_reader<aicc_table_malformed>,
};

}  // namespace haat::rules
