#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_collision;
constinit const Rule entry_collision{
    .id = "entry-collision",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "Two names in the package are one file to some systems.",
    .why =
        "On Windows and macOS one file overwrites the other, and the learner sees the wrong one.",
    .fix = "Rename one of the two files, and every reference to it.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_collision>,
};

}  // namespace haat::rules
