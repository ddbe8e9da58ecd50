#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule zip_entries_overlap;
constinit const Rule zip_entries_overlap{
    .id = "zip-entries-overlap",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "Files in the zip share bytes.",
    .why = "This is how a small zip is made to fill a disk.",
    .fix = "Do not use this package; zip the course again from a folder.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.3.6",
    .bad = "",
    .good = "",
    .check = told_by_audit<zip_entries_overlap>,
};

}  // namespace haat::rules
