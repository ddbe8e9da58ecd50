#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "manifest-too-deep", report);
}

}  // namespace

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
    .check = check,
};

}  // namespace haat::rules
