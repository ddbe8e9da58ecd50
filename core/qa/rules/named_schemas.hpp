#pragma once

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// A schema that the manifest says lies in the package, and which does not.
struct MissingSchema {
  std::string path;
  Place place;
};

inline std::vector<MissingSchema> missing_schemas(const Subject& subject) {
  constexpr std::string_view instance = "http://www.w3.org/2001/XMLSchema-instance";
  std::vector<MissingSchema> missing;
  std::set<std::string> seen;
  each_element(subject, [&](const Element& element) {
    const auto* locations = element.find(instance, "schemaLocation");
    if (locations == nullptr) return;
    std::istringstream words{std::string(locations->value)};
    for (std::string name_space, address; words >> name_space >> address;) {
      const auto path = package_path("", address);
      if (!is_absolute_url(address) && address_fault(address).empty() && !path.empty() &&
          subject.package.find(path) == nullptr && subject.names.but_for_case(path) == nullptr &&
          seen.insert(path).second)
        missing.push_back({path, locations->place});
    }
  });
  return missing;
}

}  // namespace haat::rules
