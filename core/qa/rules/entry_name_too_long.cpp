#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule entry_name_too_long;
constinit const Rule entry_name_too_long{
    .id = "entry-name-too-long",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "The name of a file is too long.",
    .why = "Many systems cannot unpack it.",
    .fix = "Shorten the names of the file and its folders.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = told_by_audit<entry_name_too_long>,
};

}  // namespace haat::rules
