#include "core/qa/rules/sco_settings.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  const ScoSettings settings(subject);
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    if (settings.reach_no_sco(parent, element))
      report_in_manifest(subject, report, element.place,
                         "<" + element.name + "> stands in the " + std::string(parent.name) +
                             " \"" + collapsed_value(parent, "identifier") +
                             "\", which launches no SCO");
  });
}

}  // namespace

extern const Rule sco_setting_without_sco;
constinit const Rule sco_setting_without_sco{
    .id = "sco-setting-without-sco",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item has a setting for a SCO and launches none.",
    .why = "The setting is handed to a SCO when it starts; here it reaches nobody.",
    .fix =
        "Move the setting into the item that launches the SCO, or declare the resource as \"sco\".",
    .spec =
        "SCORM 2004 4th CAM 3.4.1.9, 3.4.1.10 and 3.4.1.13 (REQ_30.6.3.6.9.1.1, "
        "REQ_30.6.3.6.10.2, REQ_30.6.3.6.13.1)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="j" identifierref="a"><title>Read</title><adlcp:dataFromLMS>x</adlcp:dataFromLMS></item>
-  </resources>
+    <resource identifier="a" type="webcontent" adlcp:scormType="asset" href="index.html"><file href="index.html"/></resource>
+  </resources>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:dataFromLMS>x</adlcp:dataFromLMS></item>
)",
    .check = check,
};

}  // namespace haat::rules
