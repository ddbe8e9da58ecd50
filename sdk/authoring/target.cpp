#include "sdk/authoring/target.hpp"

#include <algorithm>

#include "core/manifest/write_scorm12.hpp"
#include "core/manifest/write_scorm2004.hpp"

namespace haat {

namespace {

// SCORM 1.2 comes first: there is no platform that does not take it.
constexpr Target targets[] = {
    {.name = "scorm12",
     .standard = Standard::scorm12,
     .adapter = "scorm12.js",
     .manifest = write_scorm12,
     .schemas = "scorm12edition/"},
    {.name = "scorm2004-4",
     .standard = Standard::scorm2004_4,
     .adapter = "scorm2004.js",
     .manifest = write_scorm2004,
     .schemas = "scorm20044thedition/"},
};

}  // namespace

std::span<const Target> all_targets() {
  return targets;
}

const Target* find_target(std::string_view name) {
  const auto* const found = std::ranges::find(targets, name, &Target::name);
  return found == std::end(targets) ? nullptr : found;
}

}  // namespace haat
