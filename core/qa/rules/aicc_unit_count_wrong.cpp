#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_unit_count_wrong;
constinit const Rule aicc_unit_count_wrong{
    .id = "aicc-unit-count-wrong",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC course has more or fewer assignable units than it says.",
    .why =
        "Platforms that compare the two refuse the course; others wait for a unit that never "
        "comes.",
    .fix = "Write the number of lines of the .au file as Total_AUs.",
    .spec = "AICC CMI001: course description (.crs)",
    .bad = R"(
over AICC
-- course.crs -- changed
-Total_AUs=1
+Total_AUs=2
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_unit_count_wrong>,
};

}  // namespace haat::rules
