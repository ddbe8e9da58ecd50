#include "core/qa/rules/reading.hpp"

namespace haat::rules {

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
    .check = told_by_audit<entry_is_device>,
};

}  // namespace haat::rules
