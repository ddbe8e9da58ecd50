#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_byte_order_mark;
constinit const Rule manifest_byte_order_mark{
    .id = "manifest-byte-order-mark",
    .severity = Severity::warning,
    .layer = Layer::schema,
    .summary = "The manifest begins with a byte order mark.",
    .why = "Platforms that do not expect it find no XML declaration and refuse the manifest.",
    .fix = "Save the manifest as UTF-8 without a byte order mark.",
    .spec = "practice; XML 1.0, appendix F",
    .bad = R"(
-- imsmanifest.xml -- changed
-<?xml version="1.0" encoding="UTF-8"?>
+)"
           "\xef\xbb\xbf"
           R"(<?xml version="1.0" encoding="UTF-8"?>
)",
    .good = "",
    .check = told_by_reader<manifest_byte_order_mark>,
};

}  // namespace haat::rules
