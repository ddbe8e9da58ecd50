#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_course_title_missing;
constinit const Rule aicc_course_title_missing{
    .id = "aicc-course-title-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC course has no Course_Title.",
    .why = "Learners see no name of the course.",
    .fix = "Write Course_Title into the group [Course] of the .crs file.",
    .spec = "AICC CMI001: course description (.crs)",
    .bad = R"(
over AICC
-- course.crs -- changed
-Course_Title=Course
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_course_title_missing>,
};

}  // namespace haat::rules
