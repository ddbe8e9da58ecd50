#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_name_control;
constinit const Rule entry_name_control{
    .id = "entry-name-control",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The name of a file has control characters.",
    .why = "It cannot be typed, linked to, or shown honestly.",
    .fix = "Rename the file.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_name_control>,
};

}  // namespace haat::rules
