#include <set>

#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

std::string primary(std::string_view tag) {
  return lower_case(tag.substr(0, tag.find_first_of("-_")));
}

std::set<std::string> declared(const Subject& subject) {
  std::set<std::string> languages;
  for (const auto& tag : subject.manifest.structure->languages) languages.insert(primary(tag));
  if (subject.course)
    for (const auto& [tag, title] : subject.course->title) languages.insert(primary(tag));
  for (const auto* none : {"", "x", "und", "none", "mul", "zxx", "neutral"}) languages.erase(none);
  return languages;
}

bool is_launched(const Subject& subject, const std::string& path) {
  for (const auto& resource : subject.manifest.structure->resources)
    if (resource.launch == path) return true;
  return false;
}

void check_file(const Subject& subject, const ContentFile& file, const Rule::Reporter& report) {
  if (!subject.manifest.structure || file.page() == nullptr) return;
  const auto language = primary(attribute_of(*file.page(), "lang"));
  if (language.empty() || language.size() > 3) return;  // a placeholder
  const auto languages = declared(subject);
  if (languages.empty() || languages.contains(language) || !is_launched(subject, file.path()))
    return;
  report(file.path(), file.page()->place,
         "the page says that it is in \"" + language + "\", the course says \"" +
             *languages.begin() + "\"");
}

}  // namespace

extern const Rule language_contradicted;
constinit const Rule language_contradicted{
    .id = "language-contradicted",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The first page is in another language than the course says.",
    .why =
        "Learners choose the course for its language and get another, and screen readers speak it "
        "wrongly.",
    .fix = "Correct lang in <html>, or the languages in the manifest and in haat/course.json.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="fr"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
