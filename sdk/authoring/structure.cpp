#include "sdk/authoring/structure.hpp"

#include "core/manifest/manifest.hpp"

namespace haat {
namespace {

constexpr const char* supported =
    "Haat imports and previews SCORM 1.2, SCORM 2004 and cmi5 packages (haat show and haat check "
    "read more)";

}  // namespace

Result<CourseStructure> read_structure(const Package& package) {
  if (!package.defects().empty()) {
    const Defect& defect = package.defects().front();
    return fail(Errc::corrupt, defect.id,
                package.name() + " is not safe to unpack: " + defect.message);
  }
  HAAT_TRY(auto manifest, read_manifest(package));
  if (manifest.structure) {
    const auto standard = manifest.structure->standard;
    if (is_scorm(standard) || standard == Standard::cmi5) return *std::move(manifest.structure);
    return fail(Errc::unsupported, "standard-not-playable",
                package.name() + ": " + manifest.structure->manifest + ": it is " +
                    to_string(standard) + "; " + supported);
  }
  if (manifest.problems.empty())
    return fail(Errc::unsupported, "manifest-missing", package.name() + ": it has no manifest");
  const auto& problem = manifest.problems.front();
  const std::string place =
      problem.path.empty()
          ? ""
          : ": " + problem.path +
                (problem.place.line > 0 ? ":" + std::to_string(problem.place.line) : "");
  const bool foreign =
      problem.id == "manifest-missing" || problem.id == "manifest-standard-unknown";
  return fail(Errc::unsupported, problem.id,
              package.name() + place + ": " + problem.message +
                  (foreign ? "; " + std::string(supported)
                           : std::string("; haat rules ") + problem.id + " tells how to mend it"));
}

}  // namespace haat
