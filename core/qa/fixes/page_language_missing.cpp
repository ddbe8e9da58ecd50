#include <algorithm>
#include <set>

#include "core/ascii.hpp"
#include "core/qa/fixes/source_text.hpp"
#include "core/qa/rules/page_reading.hpp"

namespace haat::fixes {
namespace {

// Of a course that has one.
std::optional<std::string> language_of(const Subject& subject) {
  std::set<std::string> languages;
  if (subject.manifest.structure)
    languages.insert(subject.manifest.structure->languages.begin(),
                     subject.manifest.structure->languages.end());
  if (subject.course)
    for (const auto& [language, title] : subject.course->title) languages.insert(language);
  if (languages.size() != 1 || !is_language(*languages.begin())) return std::nullopt;
  return *languages.begin();
}

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  const auto language = language_of(subject);
  if (!language) return {};
  return each_text(subject, limits, [&](ReadText& read) {
    const auto& file = read.file();
    if (file.page() == nullptr || rules::has_attribute(*file.page(), "lang") ||
        rules::has_attribute(*file.page(), "xml:lang"))
      return;
    const std::string path = file.path();
    const auto place = file.page()->place;
    SourceText text(read.take());
    const auto tag = text.tag_at(place);
    if (!tag || lower_case(tag->name) != "html") return;
    text.insert(tag->begin + 1 + tag->name.size(), " lang=\"" + quotable(*language) + "\"");
    draft.write(path, text.take());
  });
}

}  // namespace

extern const Fix page_language_missing;
constinit const Fix page_language_missing{
    .rule = "page-language-missing",
    .does = "Writes the course's language into its pages, where it has one.",
    .mend = mend,
};

}  // namespace haat::fixes
