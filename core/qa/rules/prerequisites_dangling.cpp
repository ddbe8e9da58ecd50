#include <set>

#include "core/manifest/prerequisites.hpp"
#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/wanted.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  std::set<std::string_view> known;
  each_item(subject,
            [&](const CourseStructure&, const Item& item) { known.insert(item.identifier); });
  Wanted<const Item*> wanted;  // by those that wait for it
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    if (details_of(item).prerequisites.empty()) return;
    const auto read = parse_prerequisites(details_of(item).prerequisites);
    if (!read.fault.empty()) return;  // which has a rule of its own
    for (const auto& name : read.names)
      if (!known.contains(name)) wanted.add(std::string(name), &item);
  });
  for (const auto& [name, asked] : wanted)
    report_at_prerequisites(
        *subject.manifest.structure, *asked.first, report,
        "\"" + asked.first->identifier + "\"" +
            (asked.times == 1 ? " has" : " and " + std::to_string(asked.times - 1) + " more have") +
            " to wait for \"" + name + "\", which is not there");
}

}  // namespace

extern const Rule prerequisites_dangling;
constinit const Rule prerequisites_dangling{
    .id = "prerequisites-dangling",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item waits for another that is not there.",
    .why = "The platform never lets learners in, or lets them in at once.",
    .fix = "Name an item of the course, or take the prerequisite away.",
    .spec = "SCORM 1.2 CAM 2.3.2.2 (adlcp:prerequisites); AICC CMI001",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="j" identifierref="r"><title>Next</title><adlcp:prerequisites type="aicc_script">k</adlcp:prerequisites></item>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="j" identifierref="r"><title>Next</title><adlcp:prerequisites type="aicc_script">i</adlcp:prerequisites></item>
)",
    .check = check,
};

}  // namespace haat::rules
