#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule type_override_invalid;
constinit const Rule type_override_invalid{
    .id = "type-override-invalid",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest claims another type than its own.",
    .why = "LMSs that validate refuse the package.",
    .fix = "Take xsi:type or xsi:nil away from the element.",
    .spec = "XML Schema 1.0 part 1, 2.6.1",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="address">index.html</url>
)",
    .good = "",
    .check = told_by_reader<type_override_invalid>,
};

}  // namespace haat::rules
