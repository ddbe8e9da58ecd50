#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_name_unmarked;
constinit const Rule entry_name_unmarked{
    .id = "entry-name-unmarked",
    .severity = Severity::warning,
    .layer = Layer::container,
    .summary = "A name has letters beyond ASCII and is not marked as UTF-8.",
    .why = "Some LMSs unpack the file under a garbled name.",
    .fix = "Zip the course again with a program that marks names as UTF-8.",
    .spec = "PKWARE APPNOTE 6.3.10, appendix D",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_name_unmarked>,
};

}  // namespace haat::rules
