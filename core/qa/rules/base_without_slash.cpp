#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* base = element.find(xmlns::xml, "base");
    if (base == nullptr) return;
    // One with a backslash, and one that leads out of the package, have a rule of their own.
    const auto within = package_path(collapse(base->value), "x");
    if (!collapse(base->value).ends_with('/') && address_fault(base->value).empty() &&
        (is_absolute_url(within) || !leads_out(within)))
      report(subject.manifest.structure->manifest, base->place,
             "the xml:base \"" + base->value + "\" of <" + element.name +
                 "> does not end with a slash");
  });
}

}  // namespace

extern const Rule base_without_slash;
constinit const Rule base_without_slash{
    .id = "base-without-slash",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An xml:base does not end with a slash.",
    .why =
        "By the standard of addresses a file replaces what stands behind its last slash; some LMSs "
        "append the file to it: each looks for another file.",
    .fix = "End xml:base with \"/\".",
    .spec = "SCORM 2004 4th CAM 3.4.1.2 (REQ_30.3.4, REQ_30.7.3.5.4); RFC 3986, 5.2.3",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html">
+    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html" xml:base="content">
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html">
+    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html" xml:base="./">
)",
    .check = check,
};

}  // namespace haat::rules
