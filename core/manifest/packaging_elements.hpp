#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "core/element.hpp"
#include "core/manifest/name_spaces.hpp"

namespace haat {

// The elements of IMS Content Packaging, and in which of them each stands (IMS CP 1.1.4, 4).
struct PackagingElement {
  std::string_view name;
  std::array<std::string_view, 5> parents;
};

inline constexpr std::array packaging_elements{
    PackagingElement{"metadata", {"manifest", "organization", "item", "resource", "file"}},
    PackagingElement{"schema", {"metadata"}},
    PackagingElement{"schemaversion", {"metadata"}},
    PackagingElement{"organizations", {"manifest"}},
    PackagingElement{"organization", {"organizations"}},
    PackagingElement{"title", {"organization", "item"}},
    PackagingElement{"item", {"organization", "item"}},
    PackagingElement{"resources", {"manifest"}},
    PackagingElement{"resource", {"resources"}},
    PackagingElement{"file", {"resource"}},
    PackagingElement{"dependency", {"resource"}},
    PackagingElement{"manifest", {"manifest"}}};

// Each version of Common Cartridge has them in a namespace of its own.
inline bool is_packaging(std::string_view name_space) {
  return name_space == xmlns::imscp || name_space == xmlns::imscp12 ||
         (name_space.starts_with("http://www.imsglobal.org/xsd/imscc") &&
          name_space.ends_with("/imscp_v1p1"));
}

// Whether the parent, by its name, may have an element of that name.
inline bool packaging_has(std::string_view parent, std::string_view name) {
  return std::any_of(
      packaging_elements.begin(), packaging_elements.end(), [&](const PackagingElement& each) {
        return each.name == name &&
               std::find(each.parents.begin(), each.parents.end(), parent) != each.parents.end();
      });
}

// Whether an element of Content Packaging stands in another one that never has it, whatever the
// order.
inline bool stands_elsewhere(const Element& parent, const Element& element) {
  const auto is_one = [](std::string_view name) {
    return std::any_of(packaging_elements.begin(), packaging_elements.end(),
                       [&](const PackagingElement& each) { return each.name == name; });
  };
  return is_packaging(parent.name_space) && is_packaging(element.name_space) &&
         is_one(parent.name) && is_one(element.name) && !packaging_has(parent.name, element.name);
}

}  // namespace haat
