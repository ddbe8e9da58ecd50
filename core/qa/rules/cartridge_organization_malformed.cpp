#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || !is_common_cartridge(course->standard)) return;
  if (course->organizations.size() > 1)
    report(course->manifest, course->organizations[1].place, "there is a second <organization>");
  const Misspelt misspelt(subject);
  for (const auto& organization : course->organizations)
    if (organization.items.size() != 1 && !misspelt.has_child(organization.place, "item"))
      report(course->manifest, organization.place,
             "this <organization> has " + std::to_string(organization.items.size()) +
                 " items of its own instead of one");
  each_element(subject, [&](const Element& element) {
    if (element.name != "organization") return;
    const auto* structure = element.attribute("", "structure");
    if (structure == nullptr || *structure != "rooted-hierarchy")
      report(course->manifest, element.place,
             "the structure of this <organization> is \"" +
                 (structure == nullptr ? std::string() : *structure) +
                 "\" instead of \"rooted-hierarchy\"");
  });
}

}  // namespace

extern const Rule cartridge_organization_malformed;
constinit const Rule cartridge_organization_malformed{
    .id = "cartridge-organization-malformed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The organization of a Common Cartridge is no rooted hierarchy.",
    .why = "Learning platforms import the files and lose the order of the course.",
    .fix =
        "Write one <organization structure=\"rooted-hierarchy\"> with one <item> that holds all "
        "others.",
    .spec = "IMS Common Cartridge: organization",
    .bad = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1">
  <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion></metadata>
  <organizations>
    <organization identifier="o">
      <item identifier="root"><item identifier="i" identifierref="r"><title>Start</title></item></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)",
    .good = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1">
  <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion></metadata>
  <organizations>
    <organization identifier="o" structure="rooted-hierarchy">
      <item identifier="root"><item identifier="i" identifierref="r"><title>Start</title></item></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)",
    .check = check,
};

}  // namespace haat::rules
