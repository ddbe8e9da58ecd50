#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_defects(subject, "zip-end-ambiguous", report);
}

}  // namespace

extern const Rule zip_end_ambiguous;
constinit const Rule zip_end_ambiguous{
    .id = "zip-end-ambiguous",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The zip has two endings.",
    .why = "Two programs that open the package see two different courses.",
    .fix = "Zip the course again from a folder.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.3.16",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
