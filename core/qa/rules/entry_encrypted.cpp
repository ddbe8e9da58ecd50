#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_encrypted;
constinit const Rule entry_encrypted{
    .id = "entry-encrypted",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "A file in the package is encrypted.",
    .why = "An LMS has no password to open it with, so the import fails.",
    .fix = "Zip the course again without a password.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_encrypted>,
};

}  // namespace haat::rules
