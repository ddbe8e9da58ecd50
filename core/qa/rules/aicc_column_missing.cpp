#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_column_missing;
constinit const Rule aicc_column_missing{
    .id = "aicc-column-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A table of an AICC course lacks a column that it has to have.",
    .why = "The platform finds no units, or cannot launch them.",
    .fix = "Name the column in the first line, and give it a field in every other.",
    .spec = "AICC CMI001: descriptors, assignable units and course structure",
    .bad = R"(
over AICC
-- course.des -- changed
-"System_ID","Developer_ID","Title","Description"
+"System_ID","Developer_ID","Name","Description"
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_column_missing>,
};

}  // namespace haat::rules
