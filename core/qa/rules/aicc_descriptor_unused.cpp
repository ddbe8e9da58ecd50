#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_descriptor_unused;
constinit const Rule aicc_descriptor_unused{
    .id = "aicc-descriptor-unused",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC descriptor file describes something that the course does not have.",
    .why = "A unit or a block was lost, or its name is written in two ways.",
    .fix = "Add the unit or block, or take the line out of the .des file.",
    .spec = "AICC CMI001 4.0: descriptors (.des), System_ID",
    .bad = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start",""
+"A2","more","More",""
)",
    .good = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start",""
+"J1","objective","Objective",""
)",
    .check = told_by_reader<aicc_descriptor_unused>,
};

}  // namespace haat::rules
