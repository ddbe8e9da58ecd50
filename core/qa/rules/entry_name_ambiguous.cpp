#include "core/qa/rules/reading.hpp"

namespace haat::rules {

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
    .check = told_by_audit<entry_name_ambiguous>,
};

}  // namespace haat::rules
