#include "core/package/entry_name.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* href =
        element.name == "resource" || element.name == "file" ? element.find("", "href") : nullptr;
    if (href == nullptr || is_absolute_url(href->value)) return;
    const auto path = package_path("", collapse(href->value));
    // What is not there has a rule of its own.
    const std::string name(file_name(path));
    if (!name.empty() && name.find('.') == std::string::npos &&
        subject.package.find(path) != nullptr)
      report_in_manifest(subject, report, href->place,
                         "the name \"" + name + "\" has no extension");
  });
}

}  // namespace

extern const Rule file_extension_missing;
constinit const Rule file_extension_missing{
    .id = "file-extension-missing",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A file of a resource has no extension.",
    .why =
        "Web servers tell browsers what a file is by its extension; without one it is offered as "
        "a download.",
    .fix = "Give the file an extension, and write it into the href.",
    .spec = "SCORM 2004 4th CAM 3.4.1.2",
    .bad = R"(
over SCORM 2004
-- page --
<!doctype html>
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="page"/>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
