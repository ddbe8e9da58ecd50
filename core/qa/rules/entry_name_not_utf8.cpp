#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_name_not_utf8;
constinit const Rule entry_name_not_utf8{
    .id = "entry-name-not-utf8",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The name of a file is not UTF-8.",
    .why = "Every system shows another name, so links to the file break.",
    .fix = "Rename the file, or zip the course again with a program that writes UTF-8 names.",
    .spec = "PKWARE APPNOTE 6.3.10, appendix D",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_name_not_utf8>,
};

}  // namespace haat::rules
