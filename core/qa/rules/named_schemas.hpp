#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/manifest/name_spaces.hpp"
#include "core/manifest/schema_locations.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// A schema that the manifest says lies in the package, and which does not.
struct MissingSchema {
  std::string path;
  Place place;
};

inline std::vector<MissingSchema> missing_schemas(const Subject& subject) {
  if (subject.package.is_manifest_alone()) return {};
  std::vector<MissingSchema> missing;
  std::set<std::string> seen;
  // Of a vocabulary that the manifest does not use nobody needs the schema.
  std::set<std::string_view> used;
  each_written_element(subject, [&](const Element& element) {
    used.insert(element.name_space);
    for (const auto& attribute : element.attributes) used.insert(attribute.name_space);
  });
  each_written_element(subject, [&](const Element& element) {
    const auto* locations = element.find(xmlns::xsi, "schemaLocation");
    for (const auto& [name_space, address] : schema_locations(element).pairs) {
      const auto path = package_path("", address);
      if (used.contains(name_space) && !is_absolute_url(address) &&
          address_fault(address).empty() && !path.empty() &&
          subject.package.find(path) == nullptr && subject.names.but_for_case(path) == nullptr &&
          seen.insert(path).second)
        missing.push_back({path, locations->place});
    }
  });
  return missing;
}

// Whether a SCORM 2004 package has no schema at its root and names none anywhere.
inline bool lacks_all_schemas(const Subject& subject) {
  if (!is_scorm2004(subject) || subject.package.is_manifest_alone()) return false;
  for (const auto& entry : subject.package.entries())
    if (entry.path.ends_with(".xsd") && entry.path.find('/') == std::string::npos) return false;
  bool named = false;
  each_written_element(subject, [&](const Element& element) {
    named = named || element.find(xmlns::xsi, "schemaLocation") != nullptr;
  });
  return !named;
}

}  // namespace haat::rules
