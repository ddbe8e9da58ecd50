#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_course_key_missing;
constinit const Rule aicc_course_key_missing{
    .id = "aicc-course-key-missing",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An AICC course does not say all that it has to say of itself.",
    .why =
        "Platforms that hold a course to the standard refuse it; others show gaps where the maker "
        "or the version should stand.",
    .fix = "Write the keys that are named into the .crs file.",
    .spec =
        "AICC CMI001 4.0: course structure data model; course description (.crs), [Course] and "
        "[Course_Behavior]",
    .bad = R"(
over AICC
-- course.crs -- changed
-Course_Creator=Example
-- course.crs -- changed
-Level=1
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_course_key_missing>,
};

}  // namespace haat::rules
