#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_relation_dangling;
constinit const Rule aicc_relation_dangling{
    .id = "aicc-relation-dangling",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A line of an AICC course speaks of an element that is not there.",
    .why = "What it was to say, of prerequisites, objectives or completion, is lost.",
    .fix = "Name an element of the course, or take the line out.",
    .spec = "AICC CMI001 4.0: prerequisites (.pre), objectives (.ort) and completion (.cmp)",
    .bad = R"(
over AICC
-- course.cmp --
"Structure_Element","Requirement","Result"
"A9","A1","passed"
)",
    .good = R"(
over AICC
-- course.cmp --
"Structure_Element","Requirement","Result"
"A1","A1","passed"
)",
    .check = told_by_reader<aicc_relation_dangling>,
};

}  // namespace haat::rules
