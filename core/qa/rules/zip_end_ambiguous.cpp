#include "core/qa/rules/reading.hpp"

namespace haat::rules {

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
    .check = told_by_audit<zip_end_ambiguous>,
};

}  // namespace haat::rules
