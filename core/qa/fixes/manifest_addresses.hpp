#pragma once

#include <string>

#include "core/element.hpp"
#include "core/manifest/address.hpp"

// The addresses of a SCORM manifest, each with the xml:base that it stands under.
namespace haat::fixes {

// Every <resource> and every <file>, with the base that its href is joined to.
template <class OnElement>
void each_address(const Element& manifest, OnElement on_element) {
  for (const auto& resources : manifest.children) {
    if (resources.name != "resources") continue;
    const std::string outer = base_within(base_within("", manifest), resources);
    for (const auto& resource : resources.children) {
      if (resource.name != "resource") continue;
      const std::string base = base_within(outer, resource);
      on_element(resource, base);
      for (const auto& file : resource.children)
        if (file.name == "file") on_element(file, base);
    }
  }
}

// The folder in the package that a base stands for, with its slash; "": the root.
inline std::string folder_of_base(const std::string& base) {
  std::string path = package_path(base, "x");
  path.pop_back();
  return path;
}

}  // namespace haat::fixes
