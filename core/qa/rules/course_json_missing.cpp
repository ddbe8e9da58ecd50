#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  // A package that cannot be read at all lacks more than this; a manifest alone has no files.
  if (subject.manifest.structure && !subject.course && !subject.course_error &&
      !subject.package.is_manifest_alone())
    report("", 0, "there is no haat/course.json in the package");
}

}  // namespace

extern const Rule course_json_missing;
constinit const Rule course_json_missing{
    .id = "course-json-missing",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The package has no haat/course.json.",
    .why =
        "Nothing says which competencies it is for, in which languages, under which licence, and "
        "from whom.",
    .fix =
        "Make a course project around it with \"haat import\", fill in course.json, and pack that.",
    .spec = "Haat package format",
    .bad = R"(
-- haat/course.json -- removed
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion><lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general><title><langstring xml:lang="en">Course</langstring></title></general></lom></metadata>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
