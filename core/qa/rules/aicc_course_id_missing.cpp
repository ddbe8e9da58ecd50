#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_course_id_missing;
constinit const Rule aicc_course_id_missing{
    .id = "aicc-course-id-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC course has no Course_ID.",
    .why = "The platform cannot tell the course from others, and loses its results.",
    .fix = "Write Course_ID into the group [Course] of the .crs file.",
    .spec = "AICC CMI001: course description (.crs)",
    .bad = R"(
over AICC
-- course.crs -- changed
-Course_ID=c
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_course_id_missing>,
};

}  // namespace haat::rules
