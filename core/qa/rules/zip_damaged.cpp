#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  // What follows from a defect of the container has been said by its own rule.
  if (subject.damage && subject.package.defects().empty()) report("", 0, subject.damage->message);
}

}  // namespace

extern const Rule zip_damaged;
constinit const Rule zip_damaged{
    .id = "zip-damaged",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "A file in the package is damaged.",
    .why = "It cannot be unpacked, or not as it was.",
    .fix = "Download or zip the course again.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.4.7; cmi5 14 (14.0.0.0-1), 14.1 (14.1.0.0-1)",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
