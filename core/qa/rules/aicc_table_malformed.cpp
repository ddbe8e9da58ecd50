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
    .check = check,
};

}  // namespace haat::rules
