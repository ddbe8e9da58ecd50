#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* parameters = element.name == "item" ? element.find("", "parameters") : nullptr;
    // Of a leaf without a resource another rule tells.
    if (parameters != nullptr && !parameters->value.empty() && element.child("item") != nullptr &&
        element.attribute("", "identifierref") == nullptr)
      report_in_manifest(subject, report, parameters->place,
                         "the item \"" + collapsed_value(element, "identifier") +
                             "\" has the parameters \"" + parameters->value +
                             "\" and no identifierref");
  });
}

}  // namespace

extern const Rule parameters_without_resource;
constinit const Rule parameters_without_resource{
    .id = "parameters-without-resource",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An item has launch parameters and launches nothing.",
    .why = "The parameters reach no page.",
    .fix = "Move them to the item that launches the page, or take them away.",
    .spec = "SCORM 2004 4th CAM 3.4.1.4",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="part" parameters="?a=1"><title>Part</title><item identifier="i" identifierref="r"><title>Start</title></item></item>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
