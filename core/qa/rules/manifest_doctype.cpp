#include "core/qa/rules/reading.hpp"

namespace haat::rules {
extern const Rule manifest_doctype;
constinit const Rule manifest_doctype{
    .id = "manifest-doctype",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The manifest has a document type declaration.",
    .why =
        "Platforms that fear attacks by way of it refuse the package, and no standard of packages "
        "asks for one.",
    .fix = "Take the line that begins with <!DOCTYPE away.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-<?xml version="1.0" encoding="UTF-8"?>
+<?xml version="1.0" encoding="UTF-8"?>
+<!DOCTYPE manifest>
)",
    .good = "",
    .check = told_by_reader<manifest_doctype>,
};

}  // namespace haat::rules
