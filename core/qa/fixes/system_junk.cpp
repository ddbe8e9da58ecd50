#include <set>

#include "core/qa/fixes/source_text.hpp"
#include "core/qa/rules/leftovers.hpp"

namespace haat::fixes {
namespace {

bool is_junk(std::string_view path) {
  bool junk = false;
  each_part(path, [&](std::string_view part, auto) { junk = junk || is_system_junk(part); });
  return junk;
}

// What the manifest lists goes together with its <file>, or stays.
std::set<std::string> unlist(const Subject& subject, SourceText& manifest) {
  std::set<std::string> kept;
  for (const auto& resource : subject.manifest.structure->resources) {
    kept.insert(resource.launch);
    for (const auto& file : resource.files) {
      if (!is_junk(file.path)) continue;
      const auto tag = manifest.tag_at(file.place);
      if (!tag || !manifest.remove_element(*tag)) kept.insert(file.path);
    }
  }
  return kept;
}

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  std::set<std::string> kept;
  if (const auto& structure = subject.manifest.structure;
      structure && is_scorm(structure->standard)) {
    auto manifest = manifest_text(subject, limits);
    if (!manifest) return {};
    kept = unlist(subject, *manifest);
    keep(subject, *manifest, draft);
  }
  for (const auto& entry : subject.package.entries())
    if (is_junk(entry.path) && !kept.contains(entry.path)) draft.remove(entry.path);
  return {};
}

}  // namespace

extern const Fix system_junk;
constinit const Fix system_junk{
    .rule = "system-junk",
    .does = "Takes out files that an operating system put there, and their mention.",
    .mend = mend,
};

}  // namespace haat::fixes
