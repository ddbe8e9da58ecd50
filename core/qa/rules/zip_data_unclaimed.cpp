#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule zip_data_unclaimed;
constinit const Rule zip_data_unclaimed{
    .id = "zip-data-unclaimed",
    .severity = Severity::warning,
    .layer = Layer::container,
    .summary = "The zip holds bytes that belong to no file.",
    .why = "They are hidden from every check, and some programs refuse such a zip.",
    .fix = "Zip the course again from a folder.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.3.6",
    .bad = "",
    .good = "",
    .check = told_by_audit<zip_data_unclaimed>,
};

}  // namespace haat::rules
