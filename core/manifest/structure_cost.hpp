#pragma once

#include <optional>

#include "core/element.hpp"
#include "core/manifest/manifest.hpp"
#include "core/package/limits.hpp"

namespace haat {

// Why a tree whose bytes were no trouble (xml_cost.hpp) would still cost whoever reads a
// CourseStructure from it too much, or nothing: an item takes five times as much as its element, an
// xml:base is part of each address below it, and ten thousand activities may take the sequencing of
// one in the collection. It counts from above, and what rules remember of it, too. `bytes` are
// those of the file. Cost: one walk.
std::optional<ManifestProblem> structure_too_costly(const Element& root, std::uint64_t bytes,
                                                    const Limits& limits);

}  // namespace haat
