#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_course_value_malformed;
constinit const Rule aicc_course_value_malformed{
    .id = "aicc-course-value-malformed",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A number or a level of an AICC course is none.",
    .why = "The platform takes it for nothing, or refuses the course.",
    .fix = "Write a whole number; as the Level 1, 2, 3 or 4.",
    .spec =
        "AICC CMI001 4.0: course description (.crs), Level, Total_AUs, Total_Blocks, "
        "Total_Objectives, Max_Fields_CST and Max_Normal",
    .bad = R"(
over AICC
-- course.crs -- changed
-Max_Normal=1
+Max_Normal=one
)",
    .good = R"(
over AICC
-- course.crs -- changed
-Level=1
+Level=3b
)",
    .check = told_by_reader<aicc_course_value_malformed>,
};

}  // namespace haat::rules
