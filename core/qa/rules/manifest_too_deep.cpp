#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_too_deep;
constinit const Rule manifest_too_deep{
    .id = "manifest-too-deep",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "The manifest is nested too deeply.",
    .why = "Programs that read it run out of memory.",
    .fix = "Flatten the tree of items.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_reader<manifest_too_deep>,
};

}  // namespace haat::rules
