#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_structure_wider_than_said;
constinit const Rule aicc_structure_wider_than_said{
    .id = "aicc-structure-wider-than-said",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A line of an AICC course structure has more fields than the course says.",
    .why = "A platform that makes room for as many as were announced loses the last members.",
    .fix = "Write the number of fields of the longest line of the .cst file as Max_Fields_CST.",
    .spec = "AICC CMI001 4.0: course description (.crs), Max_Fields_CST",
    .bad = R"(
over AICC
-- course.crs -- changed
-Max_Fields_CST=2
+Max_Fields_CST=1
)",
    .good = R"(
over AICC
-- course.crs -- changed
-Max_Fields_CST=2
+Max_Fields_CST=9
)",
    .check = told_by_reader<aicc_structure_wider_than_said>,
};

}  // namespace haat::rules
