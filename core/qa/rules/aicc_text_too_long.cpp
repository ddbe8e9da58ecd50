#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_text_too_long;
constinit const Rule aicc_text_too_long{
    .id = "aicc-text-too-long",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A text of an AICC course is longer than what platforms have to keep.",
    .why = "A platform may cut it off.",
    .fix = "Shorten it to 255 characters, a description to 4096.",
    .spec = "AICC CMI001 4.0: data types CMIString255 and CMIString4096",
    .bad = R"(
over AICC
-- course.des -- changed
-"A1","start","Start",""
+"A1","start","Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and Start and end",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_text_too_long>,
};

}  // namespace haat::rules
