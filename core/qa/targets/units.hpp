#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/manifest/course_structure.hpp"
#include "core/manifest/xml_file.hpp"
#include "core/package/package.hpp"
#include "core/qa/target.hpp"

// What several targets ask of a package.
namespace haat::targets {

// What a learner launches, and where.
struct Unit {
  const Item* item;
  const Resource* resource;
};

// Those of the default organization, else of the first, in the order in which a learner meets them.
// They point into the course.
std::vector<Unit> units_of(const CourseStructure& course);

// The name without its folders.

// Paths of the files of that name, in any folder. `name` is in lower case; those of another case
// are left out unless `any_case`.
std::vector<std::string> files_named(const Package& package, std::string_view name, bool any_case);

// A file, or a folder that has files.
bool exists(const Package& package, const std::string& path);

// The first of the element and those below it, in document order, whose name as written is that.
const XmlElement* find_first(const XmlElement& root, std::string_view name);

std::string in_quotes(std::string_view text);

// Adds the effect where sequencing asks for more than free choice. `what` is what the platform
// makes of it, in words.
void foresee_free_order(const XmlElement& root, const std::string& path, const EffectKind& kind,
                        std::string_view what, Foresight& foresight);

}  // namespace haat::targets
