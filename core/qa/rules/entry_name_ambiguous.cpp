#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_defects(subject, "entry-name-ambiguous", report);
}

}  // namespace

extern const Rule entry_name_ambiguous;
constinit const Rule entry_name_ambiguous{
    .id = "entry-name-ambiguous",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The name of a file has empty or \".\" parts.",
    .why = "The same file has two names, so links to it work in some LMSs only.",
    .fix = "Zip the course again from a folder.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.4.17.1",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
