#pragma once

#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {

// In whichever of its metadata: that there are two is told by itself.
inline bool says(const Element& manifest, std::string_view name) {
  return std::any_of(manifest.children.begin(), manifest.children.end(), [&](const Element& each) {
    return each.name == "metadata" && each.child(name) != nullptr;
  });
}

// A SCORM manifest that does not say which standard it follows, or which version of it.
inline void report_unsaid_edition(const Subject& subject, const Rule::Reporter& report) {
  const auto& root = *subject.manifest.root;
  const auto* metadata = root.child("metadata");
  Misspelt misspelt(subject);
  if (metadata == nullptr && !lacks_by_schema(subject, root.place, "metadata") &&
      !misspelt.take_child(root.place, "metadata") && !misspelt.take_child(root.place, "schema"))
    report_in_manifest(subject, report, root.place,
                       "the manifest has no <metadata> with its schema and version");
  if (metadata == nullptr) return;
  std::string missing;
  for (const char* name : {"schema", "schemaversion"})
    if (!says(root, name) && !misspelt.take_child(metadata->place, name))
      missing += (missing.empty() ? "<" : " and no <") + std::string(name) + ">";
  if (!missing.empty())
    report_in_manifest(subject, report, metadata->place,
                       "the manifest's <metadata> has no " + missing);
}

}  // namespace haat::rules
