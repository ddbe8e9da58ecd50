#include "core/qa/rules/reading.hpp"

namespace haat::rules {

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
    .check = told_by_audit<entry_name_backslash>,
};

}  // namespace haat::rules
