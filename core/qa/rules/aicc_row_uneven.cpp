#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_row_uneven;
constinit const Rule aicc_row_uneven{
    .id = "aicc-row-uneven",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A line of an AICC table has more or fewer fields than the table has columns.",
    .why =
        "From there on each field is taken for another: a score for a time, a password for an "
        "address.",
    .fix =
        "Give the line a field for each column, empty ones too, and put fields that have a comma "
        "in them into quotation marks.",
    .spec = "AICC CMI001 4.0: tables of comma-separated fields",
    .bad = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start",Start, and more,"It begins"
)",
    .good = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start, and more","It begins"
)",
    .check = told_by_reader<aicc_row_uneven>,
};

}  // namespace haat::rules
