#include "core/qa/rules/homes.hpp"

namespace haat::rules {
namespace {

// What stands elsewhere, where it means nothing, has a rule of its own.
void check(const Subject& subject, const Rule::Reporter& report) {
  std::set<std::string, std::less<>> astray;
  if (is_scorm2004(subject))
    each_inner_element(subject, [&](const Element& parent, const Element& element) {
      if (home_missed(parent, element) != nullptr) astray.emplace(element.name);
    });
  for (const auto& problem : subject.manifest.problems)
    if (problem.id == "element-missing" && !astray.contains(problem.about))
      report(problem.path, problem.place, problem.message);
}

}  // namespace

extern const Rule element_missing;
constinit const Rule element_missing{
    .id = "element-missing",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest lacks another that it has to have.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Write the element.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.1.1 to 13.1.4, 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <description><langstring lang="en">How it begins</langstring></description>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
