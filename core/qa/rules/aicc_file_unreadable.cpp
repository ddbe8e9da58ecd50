#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule aicc_file_unreadable;
constinit const Rule aicc_file_unreadable{
    .id = "aicc-file-unreadable",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A file of an AICC course cannot be read.",
    .why = "The platform cannot import the course.",
    .fix = "Export the course again.",
    .spec = "AICC CMI001: files of a course",
    .bad = "",
    .good = "",
    .check = told_by_reader<aicc_file_unreadable>,
};

}  // namespace haat::rules
