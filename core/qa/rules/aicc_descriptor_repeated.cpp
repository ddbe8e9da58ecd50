#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_descriptor_repeated;
constinit const Rule aicc_descriptor_repeated{
    .id = "aicc-descriptor-repeated",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC descriptor file has two lines for one System_ID.",
    .why = "Learners see the one title or the other.",
    .fix = "Keep one of the lines.",
    .spec = "AICC CMI001 4.0: descriptors (.des), System_ID",
    .bad = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start",""
+"A1","again","Start again",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_descriptor_repeated>,
};

}  // namespace haat::rules
