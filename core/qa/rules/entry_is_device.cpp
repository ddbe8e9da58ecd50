#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_defects(subject, "entry-is-device", report);
}

}  // namespace

extern const Rule entry_is_device;
constinit const Rule entry_is_device{
    .id = "entry-is-device",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The package holds a device or a pipe.",
    .why = "Unpacking it can hang a server or harm it.",
    .fix = "Leave it out.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
