#include "core/qa/rules/reading.hpp"

namespace haat::rules {

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
over AICC
-- course.des -- changed
-"A1","start","Start",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_descriptor_missing>,
};

}  // namespace haat::rules
