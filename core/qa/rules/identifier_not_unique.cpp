#include <map>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule identifier_not_unique;

namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  told_by_reader<identifier_not_unique>(subject, report);
  const auto& course = subject.manifest.structure;
  if (!course) return;
  std::map<std::string_view, int> first;
  for (const auto& identifier : course->identifiers)
    if (const auto [at, fresh] = first.emplace(identifier.value, identifier.place.line); !fresh)
      report(course->manifest, identifier.place,
             "the identifier \"" + identifier.value + "\" is used already in line " +
                 std::to_string(at->second));
}

}  // namespace

constinit const Rule identifier_not_unique{
    .id = "identifier-not-unique",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Two things in the manifest have one identifier.",
    .why = "References to it mean one of the two, and LMSs differ in which.",
    .fix = "Give each an identifier of its own, and correct the references.",
    .spec =
        "IMS CP 1.1.4, xs:ID; SCORM 2004 CAM 3.4.1; cmi5 13.1.2 (13.1.2.0-1), 13.1.3 (13.1.3.0-1), "
        "13.1.4 (13.1.4.0-1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="r" identifierref="r"><title>Start</title></item>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
