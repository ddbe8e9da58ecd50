#include "sdk/authoring/packaging.hpp"

#include <algorithm>

#include "core/manifest/write_cmi5.hpp"
#include "core/manifest/write_imscp.hpp"

namespace haat {

namespace {

constexpr std::string_view scorm12_adapters[] = {"scorm12.js", "scorm.js"};
constexpr std::string_view scorm2004_adapters[] = {"scorm2004.js", "scorm.js"};
constexpr std::string_view cmi5_adapters[] = {"cmi5.js"};

// SCORM 1.2 comes first: there is no platform that does not take it.
constexpr Packaging packagings[] = {
    {.name = "scorm12",
     .standard = Standard::scorm12,
     .adapters = scorm12_adapters,
     .library = "",
     .manifest_file = "imsmanifest.xml",
     .manifest = write_imscp},
    {.name = "scorm2004-3",
     .standard = Standard::scorm2004_3,
     .adapters = scorm2004_adapters,
     .library = "",
     .manifest_file = "imsmanifest.xml",
     .manifest = write_imscp},
    {.name = "scorm2004-4",
     .standard = Standard::scorm2004_4,
     .adapters = scorm2004_adapters,
     .library = "",
     .manifest_file = "imsmanifest.xml",
     .manifest = write_imscp},
    {.name = "cmi5",
     .standard = Standard::cmi5,
     .adapters = cmi5_adapters,
     .library = "cmi5/",
     .manifest_file = "cmi5.xml",
     .manifest = write_cmi5},
};

}  // namespace

std::span<const Packaging> all_packagings() {
  return packagings;
}

std::vector<std::string> packaging_names() {
  std::vector<std::string> names;
  for (const Packaging& packaging : packagings) names.emplace_back(packaging.name);
  return names;
}

Result<const Packaging*> choose_packaging(std::string_view name) {
  if (name.empty()) return &packagings[0];
  const auto* const found = std::ranges::find(packagings, name, &Packaging::name);
  if (found != std::end(packagings)) return found;
  std::string known;
  for (const Packaging& packaging : packagings)
    known += (known.empty() ? "" : ", ") + std::string(packaging.name);
  return fail(Errc::invalid_argument, "standard-unknown",
              "no course can be packaged for \"" + std::string(name) + "\"; there are: " + known);
}

}  // namespace haat
