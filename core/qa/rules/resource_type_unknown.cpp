#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* type = is_resource(subject, element) ? element.find("", "type") : nullptr;
    if (type != nullptr && collapse(type->value) != "webcontent")
      report_in_manifest(subject, report, type->place,
                         "the resource \"" + collapsed_value(element, "identifier") +
                             "\" is of the type \"" + collapse(type->value) + "\"");
  });
}

}  // namespace

extern const Rule resource_type_unknown;
constinit const Rule resource_type_unknown{
    .id = "resource-type-unknown",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A resource of a SCORM package is of another type than \"webcontent\".",
    .why = "LMSs that ask for the type do not launch it.",
    .fix = "Write type=\"webcontent\".",
    .spec = "SCORM 1.2 CAM 2.3.2.3, resource, type; SCORM 2004 4th CAM 3.4.1.20, type",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+    <resource identifier="r" type="text/html" adlcp:scormtype="sco" href="index.html">
)",
    .good = R"(

)",
    .check = check,
};

}  // namespace haat::rules
