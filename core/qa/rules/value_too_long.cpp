#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule value_too_long;
constinit const Rule value_too_long{
    .id = "value-too-long",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "A text in the manifest is longer than its standard allows.",
    .why = "LMSs that validate refuse the package; others cut the text.",
    .fix = "Shorten the text.",
    .spec = "SCORM 1.2 CAM 2.3",
    .bad = R"(
-- imsmanifest.xml -- changed
-<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
+<manifest identifier="m" version="2026.11.25-build-1234" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
)",
    .good = "",
    .check = told_by_reader<value_too_long>,
};

}  // namespace haat::rules
