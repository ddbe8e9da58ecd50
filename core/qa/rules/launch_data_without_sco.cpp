#include "core/qa/rules/launch_data.hpp"
#include "core/qa/rules/scos.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm12(subject)) return;
  const Scos scos(subject);
  each_inner_element(subject, [&](const Element& item, const Element& element) {
    if (!is_launch_datum(element) || element.name == "prerequisites" || item.name != "item") return;
    const auto wanted = collapsed_value(item, "identifierref");
    // A leaf that launches nothing at all has a rule of its own.
    if (wanted.empty() ? item.child("item") != nullptr : scos.launches_asset(wanted))
      report_in_manifest(subject, report, element.place,
                         "<" + element.name + "> stands in the item \"" +
                             collapsed_value(item, "identifier") + "\", which launches no SCO");
  });
}

}  // namespace

extern const Rule launch_data_without_sco;
constinit const Rule launch_data_without_sco{
    .id = "launch-data-without-sco",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An item of SCORM 1.2 has a setting for a SCO and launches none.",
    .why = "The setting is handed to a SCO when it starts; here it reaches nobody.",
    .fix =
        "Move the setting into the item that launches the SCO, or declare the resource as \"sco\".",
    .spec =
        "SCORM 1.2 CAM 2.3.2.2, adlcp:masteryscore, adlcp:datafromlms, adlcp:maxtimeallowed and "
        "adlcp:timelimitaction",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="c"><title>Part</title><item identifier="i" identifierref="r"><title>Start</title></item><adlcp:datafromlms>x</adlcp:datafromlms></item>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:datafromlms>x</adlcp:datafromlms></item>
)",
    .check = check,
};

}  // namespace haat::rules
