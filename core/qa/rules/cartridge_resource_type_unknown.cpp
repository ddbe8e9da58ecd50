#include <array>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

constexpr std::array<std::string_view, 9> known{"associatedcontent/imscc_xmlv1p",
                                                "imsqti_xmlv1p2/imscc_xmlv1p",
                                                "imsdt_xmlv1p",
                                                "imswl_xmlv1p",
                                                "imsbasiclti_xmlv1p",
                                                "assignment_xmlv1p",
                                                "imsapip_zipv1p",
                                                "idpfepub_epubv3p",
                                                "imsiwb_iwbv1p"};

void check(const Subject& subject, const Rule::Reporter& report) {
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    if (!is_common_cartridge(course.standard) || resource.type == "webcontent") return;
    if (resource.type.empty()) return;  // the schema has said that it is not there
    for (const auto type : known)
      if (resource.type.starts_with(type)) return;
    report(course.manifest, resource.place,
           "the type of resource \"" + resource.identifier + "\" is \"" + resource.type + "\"");
  });
}

}  // namespace

extern const Rule cartridge_resource_type_unknown;
constinit const Rule cartridge_resource_type_unknown{
    .id = "cartridge-resource-type-unknown",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A resource of a Common Cartridge has a type that the standard does not know.",
    .why = "Learning platforms leave the resource out when they import the cartridge.",
    .fix =
        "Use \"webcontent\" for pages and files, or the type of the quiz, discussion, link or tool "
        "that it is.",
    .spec = "IMS Common Cartridge: resource types",
    .bad = R"(
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
    <resource identifier="r" type="page" href="index.html"><file href="index.html"/></resource>
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
