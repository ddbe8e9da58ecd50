#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_defects(subject, "entry-name-backslash", report);
}

}  // namespace

extern const Rule entry_name_backslash;
constinit const Rule entry_name_backslash{
    .id = "entry-name-backslash",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The name of a file has a backslash.",
    .why =
        "Outside Windows the file lands under an odd name in the wrong folder, and nothing that "
        "links to it works.",
    .fix = "Zip the course again with a program that writes \"/\" between folders.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.4.17.1",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
