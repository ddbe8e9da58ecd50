#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_course_description_missing;
constinit const Rule aicc_course_description_missing{
    .id = "aicc-course-description-missing",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC course has no description.",
    .why =
        "Learners see nothing of what the course is about, and platforms that hold it to the "
        "standard refuse it.",
    .fix = "Write some sentences below the line [Course_Description] in the .crs file.",
    .spec = "AICC CMI001 4.0: course description (.crs), [Course_Description]",
    .bad = R"(
over AICC
-- course.crs -- changed
-[Course_Description]
-How it begins
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_course_description_missing>,
};

}  // namespace haat::rules
