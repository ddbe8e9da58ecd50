#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_name_empty;
constinit const Rule entry_name_empty{
    .id = "entry-name-empty",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "An entry of the zip has no name.",
    .why = "Programs disagree on what to do with it.",
    .fix = "Zip the course again from a folder.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_name_empty>,
};

}  // namespace haat::rules
