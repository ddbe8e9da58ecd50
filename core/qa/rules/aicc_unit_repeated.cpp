#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_unit_repeated;
constinit const Rule aicc_unit_repeated{
    .id = "aicc-unit-repeated",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC course has two assignable units of one System_ID.",
    .why = "Only one of them can be launched, and results are mixed up.",
    .fix = "Give each line of the .au file a System_ID of its own.",
    .spec = "AICC CMI001: assignable units (.au)",
    .bad = R"(
over AICC
-- course.crs -- changed
-Total_AUs=1
+Total_AUs=2
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"A1","lesson","","index.html","100","80","","","","","",""
+"A1","test","","index.html","100","80","","","","","",""
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_unit_repeated>,
};

}  // namespace haat::rules
