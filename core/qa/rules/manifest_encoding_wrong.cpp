#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_encoding_wrong;
constinit const Rule manifest_encoding_wrong{
    .id = "manifest-encoding-wrong",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "The manifest is not in the encoding that it declares.",
    .why = "Programs refuse it, or show broken letters.",
    .fix = "Save the manifest as UTF-8, and declare that.",
    .spec = "XML 1.0, 4.3.3",
    .bad = R"(
-- imsmanifest.xml -- changed
-<?xml version="1.0" encoding="UTF-8"?>
+<?xml version="1.0" encoding="UTF-16"?>
)",
    .good = "",
    .check = told_by_reader<manifest_encoding_wrong>,
};

}  // namespace haat::rules
