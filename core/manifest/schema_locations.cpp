#include "core/manifest/schema_locations.hpp"

#include <sstream>
#include <utility>

#include "core/manifest/name_spaces.hpp"

namespace haat {

SchemaLocations schema_locations(const Element& element) {
  SchemaLocations found;
  const auto* location = element.attribute(xmlns::xsi, "schemaLocation");
  if (location == nullptr) return found;
  std::istringstream words{std::string(*location)};
  for (SchemaLocations::Pair pair; words >> pair.name_space;) {
    found.is_odd = !(words >> pair.address);
    if (!found.is_odd) found.pairs.push_back(pair);
  }
  return found;
}

std::set<std::string, std::less<>> located_name_spaces(const Element& root) {
  std::set<std::string, std::less<>> found;
  const auto walk = [&](const auto& self, const Element& element) -> void {
    for (auto& pair : schema_locations(element).pairs) found.insert(std::move(pair.name_space));
    for (const auto& each : element.children) self(self, each);
  };
  walk(walk, root);
  return found;
}

}  // namespace haat
