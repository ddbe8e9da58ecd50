#include "core/qa/rules/homes.hpp"

namespace haat::rules {
namespace {

// What stands elsewhere, where it means nothing, has a rule of its own: it is not missing where it
// belongs, nor is what may stand before it where it does not.
void check(const Subject& subject, const Rule::Reporter& report) {
  std::set<std::string, std::less<>> astray;
  std::map<Place, std::string> where;  // the end of what the schema says of its parent
  each_astray(subject, [&](const Element& parent, const Element& element, const Home&) {
    astray.emplace(element.name);
    where.emplace(parent.place, "has to come before <" + element.name + ">");
  });
  for (const auto& problem : subject.manifest.problems) {
    if (problem.id != "element-missing" || astray.contains(problem.about)) continue;
    const auto found = where.find(problem.place);
    if (found == where.end() || !problem.message.ends_with(found->second))
      report(problem.path, problem.place, problem.message);
  }
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
