#include "sdk/authoring/structure.hpp"

#include "core/manifest/manifest.hpp"

namespace haat {

Result<CourseStructure> read_structure(const Package& package) {
  if (!package.defects().empty()) {
    const Defect& defect = package.defects().front();
    return fail(Errc::corrupt, defect.id,
                package.name() + " is not safe to unpack: " + defect.message);
  }
  HAAT_TRY(auto manifest, read_manifest(package));
  if (manifest.structure) return *std::move(manifest.structure);
  const bool told = !manifest.problems.empty();
  return fail(Errc::unsupported, told ? manifest.problems.front().id : "manifest-missing",
              package.name() + ": " +
                  (told ? manifest.problems.front().message : "it has no manifest") +
                  "; Haat works with SCORM 1.2, SCORM 2004 and cmi5 packages");
}

}  // namespace haat
