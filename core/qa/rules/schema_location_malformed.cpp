#include "core/manifest/schema_locations.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!subject.manifest.structure) return;
  each_written_element(subject, [&](const Element& element) {
    const auto locations = schema_locations(element);
    if (locations.is_odd)
      report(subject.manifest.structure->manifest, element.place,
             "the schemaLocation of <" + element.name + "> has " +
                 std::to_string(2 * locations.pairs.size() + 1) +
                 " parts, which are not pairs of a namespace and a place");
  });
}

}  // namespace

extern const Rule schema_location_malformed;
constinit const Rule schema_location_malformed{
    .id = "schema-location-malformed",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "A schemaLocation is not made of pairs.",
    .why = "Programs that validate the manifest cannot find its schemas and refuse it.",
    .fix =
        "Write pairs of a namespace and the place of its schema, with blanks between them, or "
        "leave the attribute out.",
    .spec = "XML Schema 1.0 part 1, 4.3.2",
    .bad = R"(
-- imsmanifest.xml -- changed
-<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
+<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="imscp_rootv1p1p2.xsd">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
