#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_too_large;
constinit const Rule manifest_too_large{
    .id = "manifest-too-large",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "The manifest would cost too much time or memory to read.",
    .why = "Programs that read it run out of memory, or take minutes.",
    .fix = "Split the course, and list only the files that it needs.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_reader<manifest_too_large>,
};

}  // namespace haat::rules
