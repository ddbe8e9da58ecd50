#include "core/qa/rules/launch_parameters.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* parameters = element.name == "item" ? element.find("", "parameters") : nullptr;
    if (parameters != nullptr && !joins_an_address(parameters->value))
      report(
          subject.manifest.structure->manifest, parameters->place,
          "the parameters \"" + parameters->value + "\" are neither name=value pairs nor a #place");
  });
}

}  // namespace

extern const Rule parameters_malformed;
constinit const Rule parameters_malformed{
    .id = "parameters-malformed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The launch parameters of an item cannot be joined to an address.",
    .why = "The activity is launched with a broken address.",
    .fix = "Write parameters as \"?name=value&other=value\", or as \"#place\".",
    .spec = "SCORM 2004 4th CAM 3.4.1.1; IMS CP 1.1.4, 4.3.2.2",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" parameters="lesson"><title>Start</title></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" parameters="?lesson=1"><title>Start</title></item>
)",
    .check = check,
};

}  // namespace haat::rules
