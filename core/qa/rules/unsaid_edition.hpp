#pragma once

#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {

// A SCORM manifest that does not say which standard it follows, or which version of it.
inline void report_unsaid_edition(const Subject& subject, const Rule::Reporter& report) {
  const auto& root = *subject.manifest.root;
  const auto* metadata = root.child("metadata");
  const Misspelt misspelt(subject);
  if (metadata == nullptr && !misspelt.has_child(root.place, "metadata"))
    report_in_manifest(subject, report, root.place,
                       "the manifest has no <metadata> with its schema and version");
  if (metadata == nullptr) return;
  for (const char* name : {"schema", "schemaversion"})
    if (metadata->child(name) == nullptr && !misspelt.has_child(metadata->place, name))
      report_in_manifest(subject, report, metadata->place,
                         "the manifest's <metadata> has no <" + std::string(name) + ">");
}

}  // namespace haat::rules
