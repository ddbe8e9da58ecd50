#include "core/qa/rules/misspelt.hpp"
#include "core/qa/rules/wrong_identifiers.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!is_scorm(subject) || course->organizations.empty()) return;
  const auto& wanted = course->default_organization;
  // SCORM 1.2 leaves the attribute out where there is nothing to choose.
  if (!wanted && course->standard == Standard::scorm12 && course->organizations.size() == 1) return;
  if (wanted && wanted->empty()) return;  // which is no identifier at all
  if (!wanted && Misspelt(subject).has_attribute(course->organizations_place, "default")) return;
  for (const auto& organization : course->organizations)
    if (wanted == organization.identifier || (wanted && organization.identifier.empty())) return;
  // One whose identifier is wrong may be the one.
  const WrongIdentifiers wrong(subject);
  for (const auto& organization : course->organizations)
    if (wanted && wrong.has(organization.place)) return;
  const auto* value = subject.manifest.root->child("organizations")->find("", "default");
  report(course->manifest, value == nullptr ? course->organizations_place : value->place,
         wanted ? "the default organization \"" + *wanted + "\" is not there"
                : "no default organization is named");
}

}  // namespace

extern const Rule default_organization_missing;
constinit const Rule default_organization_missing{
    .id = "default-organization-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The default organization is not named, or not there.",
    .why = "The LMS does not know which course to show.",
    .fix = "Set <organizations default=\"…\"> to the identifier of an organization.",
    .spec = "SCORM 1.2 CAM 2.3.2.2; SCORM 2004 CAM 3.4.1.1",
    .bad = R"(
-- imsmanifest.xml -- changed
-  <organizations default="o">
+  <organizations default="other">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
