#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_name_absolute;
constinit const Rule entry_name_absolute{
    .id = "entry-name-absolute",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The name of a file is absolute.",
    .why = "Unpacked carelessly it overwrites files of the server.",
    .fix = "Zip the course from inside its folder, so that names are relative.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.4.17.1",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_name_absolute>,
};

}  // namespace haat::rules
