#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_file_name_differs;
constinit const Rule aicc_file_name_differs{
    .id = "aicc-file-name-differs",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The files of an AICC course do not have one name.",
    .why = "Platforms that look for course.au beside course.crs do not find it.",
    .fix = "Give all of them the name of the .crs file, each with its own ending.",
    .spec = "AICC CMI001 4.0: files of a course",
    .bad = R"(
over AICC
-- course.des -- removed
-- lesson.des --
"System_ID","Developer_ID","Title","Description"
"A1","start","Start",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_file_name_differs>,
};

}  // namespace haat::rules
