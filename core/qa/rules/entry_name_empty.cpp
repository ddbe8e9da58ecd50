#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_defects(subject, "entry-name-empty", report);
}

}  // namespace

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
    .check = check,
};

}  // namespace haat::rules
