#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_file_missing;
constinit const Rule aicc_file_missing{
    .id = "aicc-file-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An AICC course lacks one of its files.",
    .why = "The platform cannot import the course.",
    .fix =
        "Export the course again with its .crs, .au, .des and .cst files, all in the root of the "
        "package.",
    .spec = "AICC CMI001: files of a course",
    .bad = R"(
over AICC
-- course.des -- removed
)",
    .good = R"(
over AICC
)",
    .check = told_by_reader<aicc_file_missing>,
};

}  // namespace haat::rules
