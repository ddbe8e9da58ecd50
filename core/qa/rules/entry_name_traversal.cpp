#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_name_traversal;
constinit const Rule entry_name_traversal{
    .id = "entry-name-traversal",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The name of a file leads out of the package.",
    .why =
        "Unpacked carelessly it overwrites files of the server: this is how servers are taken "
        "over.",
    .fix = "Do not use this package; zip the course again from a folder.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.4.17.1",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_name_traversal>,
};

}  // namespace haat::rules
