#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_unit_id_unusual;
constinit const Rule aicc_unit_id_unusual{
    .id = "aicc-unit-id-unusual",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The System_ID of an AICC assignable unit does not begin with A.",
    .why =
        "Platforms tell units, blocks and objectives apart by that letter, and take the unit for "
        "something else.",
    .fix = "Call units A1, A2 and so on, blocks B1, objectives J1.",
    .spec = "AICC CMI001 4.0: assignable units (.au), System_ID",
    .bad = R"(
over AICC
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"U1","lesson","","index.html","100","80","","","","","",""
-- course.des -- changed
-"A1","start","Start",""
+"U1","start","Start",""
-- course.cst -- changed
-"root","A1"
+"root","U1"
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_unit_id_unusual>,
};

}  // namespace haat::rules
