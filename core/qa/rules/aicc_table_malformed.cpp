#include "core/qa/rules/reading.hpp"

namespace haat::rules {

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
