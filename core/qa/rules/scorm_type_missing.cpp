#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

// As it stands in the resource: of any letters' case, of either edition.
const Element::Attribute* written(const Element& resource) {
  for (const auto& each : resource.attributes)
    if ((each.name_space == xmlns::adlcp || each.name_space == xmlns::adlcp12) &&
        lower_case(each.name) == "scormtype")
      return &each;
  return nullptr;
}

// In a namespace that no standard knows, such as ADL's own with a slip in it.
const Element::Attribute* of_nobody(const Element& resource) {
  for (const auto& each : resource.attributes)
    if (!each.name_space.empty() && equal_but_for_case(each.name, "scormtype")) return &each;
  return nullptr;
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  const bool old = !is_scorm2004(subject);
  const Misspelt misspelt(subject);
  std::set<std::string_view> name_spaces;  // each is told once
  const std::string name = old ? "scormtype" : "scormType";
  each_element(subject, [&](const Element& element) {
    if (!is_resource(subject, element)) return;
    const auto* there = written(element);
    if (there == nullptr && misspelt.has_attribute(element.place, name)) return;
    const auto* foreign = there == nullptr ? of_nobody(element) : nullptr;
    if (foreign != nullptr && name_spaces.insert(foreign->name_space).second)
      report_in_manifest(subject, report, foreign->place,
                         "\"" + std::string(foreign->name) + "\" is of the namespace \"" +
                             foreign->name_space + "\", which is not that of ADL");
    if (foreign != nullptr) return;
    if (there == nullptr)
      report_in_manifest(subject, report, element.place, "this <resource> has no adlcp:" + name);
    // The schema of SCORM 1.2 names the attribute itself, the other edition is a finding by itself.
    else if (!old && there->name_space == xmlns::adlcp && there->name != name)
      report_in_manifest(subject, report, there->place,
                         "\"" + std::string(there->name) + "\" has to be written " + name);
  });
}

}  // namespace

extern const Rule scorm_type_missing;
constinit const Rule scorm_type_missing{
    .id = "scorm-type-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A resource does not say whether it is a SCO or an asset.",
    .why =
        "The LMS does not know whether the page reports to it, and may never record that it was "
        "completed.",
    .fix =
        "Write adlcp:scormtype (SCORM 1.2) or adlcp:scormType (SCORM 2004) with \"sco\" or "
        "\"asset\" into the resource.",
    .spec = "SCORM 1.2 CAM 2.3.2.3; SCORM 2004 4th CAM 3.4.1.2 (REQ_30.7.3)",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+    <resource identifier="r" type="webcontent" href="index.html">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
