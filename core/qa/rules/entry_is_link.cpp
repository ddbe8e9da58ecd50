#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_is_link;
constinit const Rule entry_is_link{
    .id = "entry-is-link",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The package holds a link instead of a file.",
    .why = "Unpacking a link can make a server read or overwrite files outside the course.",
    .fix = "Put the file itself in its place.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_is_link>,
};

}  // namespace haat::rules
