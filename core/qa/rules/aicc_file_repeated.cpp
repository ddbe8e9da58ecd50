#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "aicc-file-repeated", report);
}

}  // namespace

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
    .check = check,
};

}  // namespace haat::rules
