#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_file_repeated;
constinit const Rule aicc_file_repeated{
    .id = "aicc-file-repeated",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC course has two files of one kind.",
    .why = "One platform reads the one, another the other.",
    .fix = "Leave one in the root of the package. Each course needs a package of its own.",
    .spec = "AICC CMI001 4.0: files of a course",
    .bad = R"(
over AICC
-- other.des --
"System_ID","Developer_ID","Title","Description"
"A1","start","Start again",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_file_repeated>,
};

}  // namespace haat::rules
