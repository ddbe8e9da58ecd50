#include <set>

#include "core/manifest/name_spaces.hpp"
#include "core/qa/fixes/source_text.hpp"
#include "core/qa/rules/page_reading.hpp"

namespace haat::fixes {
namespace {

// In which the course's first pages say they are; none: they differ, or do not say.
Result<std::string> language_of_pages(const Subject& subject, const Limits& limits) {
  std::set<std::string, std::less<>> launched;
  for (const auto& resource : subject.manifest.structure->resources)
    launched.insert(resource.launch);
  std::set<std::string> languages;
  HAAT_TRY_VOID(each_text(subject, limits, [&](const ReadText& read) {
    const auto& file = read.file();
    if (!launched.contains(file.path()) || file.page() == nullptr) return;
    const auto language = rules::attribute_of(*file.page(), "lang");
    if (!rules::is_blank(language)) languages.insert(collapse(language));
  }));
  return languages.size() == 1 && is_language(*languages.begin()) ? *languages.begin() : "";
}

std::string_view lom_of(Standard standard) {
  return is_scorm2004(standard) ? xmlns::lom : xmlns::imsmd12;
}

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  if (found_by("language-missing", subject).empty() ||
      !is_scorm(subject.manifest.structure->standard))
    return {};
  auto manifest = manifest_text(subject, limits);
  if (!manifest) return {};
  const auto* metadata = subject.manifest.root->child("metadata");
  const auto* version = metadata == nullptr ? nullptr : metadata->child("schemaversion");
  // Metadata that say something already are their author's.
  if (version == nullptr || metadata->child("lom") != nullptr ||
      metadata->child("location") != nullptr)
    return {};
  HAAT_TRY(const auto language, language_of_pages(subject, limits));
  const auto tag = manifest->tag_at(version->place);
  if (language.empty() || !tag || tag->empty) return {};
  const std::string close = "</" + std::string(tag->name) + ">";
  const auto end = manifest->text().find(close, tag->end);
  if (end == std::string_view::npos) return {};
  manifest->insert(end + close.size(),
                   manifest->indentation(tag->begin) + "<lom xmlns=\"" +
                       std::string(lom_of(subject.manifest.structure->standard)) +
                       "\"><general><language>" + quotable(language) +
                       "</language></general></lom>");
  keep(subject, *manifest, draft);
  return {};
}

}  // namespace

extern const Fix language_missing;
constinit const Fix language_missing{
    .rule = "language-missing",
    .does = "Writes the language of the course's first pages into the manifest.",
    .mend = mend,
};

}  // namespace haat::fixes
