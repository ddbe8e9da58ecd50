#include "core/manifest/prerequisites.hpp"
#include "core/qa/rules/circles.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

// Only what has to be done in any case: an alternative may lead out of the circle.
bool is_plain(std::string_view prerequisites) {
  return prerequisites.find_first_of("|~*<") == std::string_view::npos;
}

void check(const Subject& subject, const Rule::Reporter& report) {
  Arrows waits;
  std::map<std::string, const Item*> items;
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    if (details_of(item).prerequisites.empty() || !is_plain(details_of(item).prerequisites)) return;
    auto read = parse_prerequisites(details_of(item).prerequisites);
    if (read.fault.empty() && items.emplace(item.identifier, &item).second)
      waits[item.identifier] = std::move(read.names);
  });
  each_circle(waits, [&](const std::string& from, const std::string& to) {
    const auto& item = *items.at(from);
    report_at_prerequisites(
        *subject.manifest.structure, item, report,
        from == to ? "\"" + from + "\" waits for itself"
                   : "\"" + from + "\" waits for \"" + to + "\", which in the end waits for it");
  });
}

}  // namespace

extern const Rule prerequisites_circular;
constinit const Rule prerequisites_circular{
    .id = "prerequisites-circular",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Items wait for each other.",
    .why = "No learner can ever begin any of them.",
    .fix = "Take one of the prerequisites away.",
    .spec = "SCORM 1.2 CAM 2.3.2.2, adlcp:prerequisites; AICC CMI001 4.0: prerequisites (.pre)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:prerequisites type="aicc_script">j</adlcp:prerequisites></item>
+      <item identifier="j" identifierref="r"><title>Start</title><adlcp:prerequisites type="aicc_script">i</adlcp:prerequisites></item>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="j" identifierref="r"><title>Start</title><adlcp:prerequisites type="aicc_script">i</adlcp:prerequisites></item>
)",
    .check = check,
};

}  // namespace haat::rules
