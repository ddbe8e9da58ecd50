#pragma once

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// Whether the manifest describes the course, rather than only naming it: where nobody meant to
// describe it nothing is left out.
inline bool says_about_itself(const Subject& subject) {
  if (!is_scorm(subject)) return false;
  const auto& metadata = subject.manifest.structure->metadata;
  return !metadata.descriptions.empty() || !metadata.keywords.empty();
}

}  // namespace haat::rules
