#include "core/qa/rules/reading.hpp"

namespace haat::rules {
extern const Rule aicc_title_empty;
constinit const Rule aicc_title_empty{
    .id = "aicc-title-empty",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A part of an AICC course has no title.",
    .why = "Learners see an empty line or the id instead.",
    .fix = "Write the title into the column Title of the .des file.",
    .spec = "AICC CMI001 4.0: descriptors (.des), Title",
    .bad = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_title_empty>,
};

}  // namespace haat::rules
