#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

// What an address of cmi5, AICC, Tin Can or ECAR launches. A url of cmi5 that is no URL, and one of
// a unit outside the package, have rules of their own.
void check_units(const Subject& subject, const Rule::Reporter& report) {
  if (subject.package.is_manifest_alone()) return;
  each_resource(subject, [&](const CourseStructure& course, const Resource& unit) {
    if (course.standard == Standard::cmi5 && !url_fault(unit.href).empty()) return;
    if (const auto fault = address_fault(unit.href); !fault.empty())
      report(source_of(course, unit), unit.href_place,
             "the address \"" + unit.href + "\" cannot be used elsewhere: " + fault);
    else if (leads_out(unit.launch) && !is_absolute_url(unit.launch))
      report(source_of(course, unit), unit.href_place,
             "the address \"" + unit.href + "\" leads out of the package");
  });
}

// An xml:base that leads out is told where it stands, and not again for each address below it.
void check_base(const Subject& subject, const Element& element, std::string_view outer,
                const Rule::Reporter& report) {
  const auto* base = element.find(xmlns::xml, "base");
  const auto leads = [](std::string_view address) { return leads_out(package_path(address, "x")); };
  if (base != nullptr && !leads(outer) && leads(joined_base(outer, collapse(base->value))))
    report_in_manifest(subject, report, base->place,
                       "the xml:base \"" + base->value + "\" leads out of the package");
}

void check_bases(const Subject& subject, const Element& manifest, const std::string& around,
                 const Rule::Reporter& report) {
  check_base(subject, manifest, around, report);
  const auto outer = base_within(around, manifest);
  for (const auto& part : manifest.children) {
    if (part.name == "manifest") check_bases(subject, part, outer, report);
    if (part.name != "resources") continue;
    check_base(subject, part, outer, report);
    for (const auto& resource : part.children)
      check_base(subject, resource, base_within(outer, part), report);
  }
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!subject.manifest.structure) return;
  if (!has_packaging_schema(*subject.manifest.structure)) return check_units(subject, report);
  const auto& manifest = subject.manifest.structure->manifest;
  each_element(subject, [&](const Element& element) {
    const bool holder = is_resource(subject, element) || element.name == "file";
    for (const auto* address :
         {element.find(xmlns::xml, "base"), holder ? element.find("", "href") : nullptr})
      if (const auto fault = address == nullptr ? std::string() : address_fault(address->value);
          !fault.empty())
        report(manifest, address->place,
               "the address \"" + address->value + "\" cannot be used elsewhere: " + fault);
  });
  check_bases(subject, *subject.manifest.root, "", report);
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    if (!base_fault(resource.base).empty()) return;
    if (leads_out(resource.launch))
      report(manifest, resource.href_place,
             "the address \"" + resource.href + "\" leads out of the package");
    for (const auto& file : resource.files)
      if (leads_out(file.path))
        report(manifest, file.href_place,
               "the address \"" + file.path + "\" leads out of the package");
  });
}

}  // namespace

extern const Rule address_not_portable;
constinit const Rule address_not_portable{
    .id = "address-not-portable",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An address in the manifest means another file on another system.",
    .why = "The file is found on the computer of its author, and nowhere else.",
    .fix = "Write a relative address with \"/\" between folders, which stays within the package.",
    .spec = "SCORM 2004 4th CAM 3.4.1.2 (REQ_30.7.3.3); cmi5 14.1 (14.1.0.0-3); RFC 3986, 4.2",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="images\picture.png"/>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
