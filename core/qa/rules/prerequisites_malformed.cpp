#include "core/manifest/prerequisites.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_item(subject, [&](const CourseStructure& course, const Item& item) {
    if (details_of(item).prerequisites.empty()) return;
    const auto read = parse_prerequisites(details_of(item).prerequisites);
    if (!read.fault.empty())
      report_at_prerequisites(course, item, report,
                              "the prerequisites \"" + details_of(item).prerequisites + "\" of \"" +
                                  item.identifier + "\" cannot be read: " + read.fault);
  });
}

}  // namespace

extern const Rule prerequisites_malformed;
constinit const Rule prerequisites_malformed{
    .id = "prerequisites-malformed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "What has to be done before an item is not written in AICC script.",
    .why = "The platform never lets learners in, or lets them in at once.",
    .fix =
        "Write it as in \"A1 & (A2 | A3)\": & and, | or, ~ not, = and <> for a status, 2*{A1, A2, "
        "A3} for so many of these.",
    .spec = "SCORM 1.2 CAM 2.3.2.2 (adlcp:prerequisites); AICC CMI001",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="j" identifierref="r"><title>Next</title><adlcp:prerequisites type="aicc_script">i AND i</adlcp:prerequisites></item>
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
