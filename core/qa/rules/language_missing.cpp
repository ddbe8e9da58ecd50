#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

// The schema has told what would name it: it is mistyped, or stands elsewhere, or nothing is there.
bool told(const Subject& subject) {
  if (!subject.manifest.root) return false;
  const Place root = subject.manifest.root->place;
  const Misspelt misspelt(subject);
  return misspelt.has_child(root, "metadata") || misspelt.means("location") ||
         misspelt.means("lom") || lacks_by_schema(subject, root, "metadata") ||
         lacks_by_schema(subject, root, "course");
}

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  // Metadata that cannot be found, and a package without anything in it, have rules of their own.
  for (const auto& file : course ? course->metadata_files : std::vector<MetadataFile>())
    if (subject.package.find(file.path) == nullptr) return;
  if (told(subject)) return;
  if (course && course->standard == Standard::tincan && course->resources.empty()) return;
  // AICC has no place for one, and haat/course.json cannot be without: its texts are by language.
  if (course && course->standard != Standard::aicc && course->languages.empty() &&
      !subject.course && !subject.course_error)
    report(course->manifest, 0, "the manifest names no language");
}

}  // namespace

extern const Rule language_missing;
constinit const Rule language_missing{
    .id = "language-missing",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The course names no language.",
    .why = "Learners cannot find it by language, and screen readers guess how to speak it.",
    .fix =
        "Name its languages: in the title of haat/course.json, or in the metadata of the manifest.",
    .spec = "SCORM 2004 CAM 4.2.1.3; WCAG 2.2, 3.1.1",
    .bad = R"(
-- haat/course.json -- removed
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
