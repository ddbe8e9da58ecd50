#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_launch_missing;
constinit const Rule aicc_launch_missing{
    .id = "aicc-launch-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC assignable unit has no File_Name.",
    .why = "The learner can choose the unit, but nothing happens.",
    .fix = "Write the address of its first page into the column File_Name of the .au file.",
    .spec = "AICC CMI001: assignable units (.au)",
    .bad = R"(
over AICC
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"A1","lesson","","","100","80","","","","","",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_launch_missing>,
};

}  // namespace haat::rules
