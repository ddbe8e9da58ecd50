#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_defects(subject, "entry-name-unmarked", report);
}

}  // namespace

extern const Rule entry_name_unmarked;
constinit const Rule entry_name_unmarked{
    .id = "entry-name-unmarked",
    .severity = Severity::warning,
    .layer = Layer::container,
    .summary = "A name has letters beyond ASCII and is not marked as UTF-8.",
    .why = "Some LMSs unpack the file under a garbled name.",
    .fix = "Zip the course again with a program that marks names as UTF-8.",
    .spec = "PKWARE APPNOTE 6.3.10, appendix D",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
