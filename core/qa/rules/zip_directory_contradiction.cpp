#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule zip_directory_contradiction;
constinit const Rule zip_directory_contradiction{
    .id = "zip-directory-contradiction",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The number of files that the zip announces is not the number that it lists.",
    .why = "Two programs that open the package see two different courses.",
    .fix = "Zip the course again from a folder.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.4.22",
    .bad = "",
    .good = "",
    .check = told_by_audit<zip_directory_contradiction>,
};

}  // namespace haat::rules
