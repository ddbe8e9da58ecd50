#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  const bool old = !is_scorm2004(subject);
  each_element(subject, [&](const Element& element) {
    if (element.name == "resource" && element.attribute(old ? xmlns::adlcp12 : xmlns::adlcp,
                                                        old ? "scormtype" : "scormType") == nullptr)
      report(subject.manifest.structure->manifest, element.place,
             std::string("this <resource> has no adlcp:") + (old ? "scormtype" : "scormType"));
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
