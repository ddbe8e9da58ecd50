#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_name_too_deep;
constinit const Rule entry_name_too_deep{
    .id = "entry-name-too-deep",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "A file lies too many folders deep.",
    .why = "Many systems cannot unpack it.",
    .fix = "Move it to a shorter path.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_name_too_deep>,
};

}  // namespace haat::rules
