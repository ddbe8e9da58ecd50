#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_duplicate;
constinit const Rule entry_duplicate{
    .id = "entry-duplicate",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "A name is in the zip more than once.",
    .why =
        "Two programs that open the package see two different courses; one may be checked and the "
        "other shown.",
    .fix = "Zip the course again from a folder.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.3.2",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_duplicate>,
};

}  // namespace haat::rules
