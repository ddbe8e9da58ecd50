#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/element.hpp"
#include "core/manifest/course_structure.hpp"
#include "core/package/package.hpp"
#include "core/place.hpp"
#include "core/result.hpp"

namespace haat {

// What kept a manifest, or a part of it, from being read. `id` is the id of the rule that reports
// it.
struct ManifestProblem {
  std::string id;  // manifest-missing, manifest-not-at-root, manifest-not-well-formed,
                   // attribute-missing, ...
  std::string path;
  Place place;
  std::string message;
  std::string about = {};  // the element that is missing, or the attribute, by its name
};

struct Manifest {
  std::shared_ptr<const Element> root;  // nullptr: it is not well-formed, or not there
  std::optional<CourseStructure>
      structure;  // none: there was nothing to read it from; `problems` says why
  std::vector<ManifestProblem> problems;
};

// Finds the manifest of whichever standard the package follows, and reads it. A defect of the
// course is in `problems`; the Error is for a package that cannot be read. Nothing is fetched, no
// entity is expanded, depth and size are bounded.
Result<Manifest> read_manifest(const Package& package, const Limits& limits = {});

}  // namespace haat
