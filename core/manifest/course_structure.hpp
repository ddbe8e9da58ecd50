#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/place.hpp"

namespace haat {

enum class Standard { scorm12, scorm2004_2, scorm2004_3, scorm2004_4, cmi5 };

const char* to_string(Standard standard);  // "SCORM 1.2", "SCORM 2004 4th Edition", "cmi5"

// Something that a learner can be sent to: a SCORM resource, a cmi5 assignable unit.
struct Resource {
  std::string identifier;
  std::string href;    // as written
  std::string launch;  // the path in the package: xml:base applied, query and fragment cut,
                       // unescaped. Empty where there is no href; an absolute URL is kept as it is
  std::string type;    // imscp "type"
  bool sco = false;    // adlcp:scormtype / scormType "sco"; true for every cmi5 AU
  struct File {
    std::string path;  // as `launch`
    Place place;
  };
  std::vector<File> files;
  std::vector<std::string> dependencies;  // identifierref of each
  Place place;
};

struct Item {
  std::string identifier;
  std::string title;
  std::string identifierref;  // empty: none
  std::string parameters;
  std::optional<std::string>
      mastery_score;  // as written: percent in SCORM 1.2, -1 to 1 in SCORM 2004, 0 to 1 in cmi5
  std::vector<Item> children;
  Place place;
};

struct Organization {
  std::string identifier;
  std::string title;
  std::vector<Item> items;
  Place place;
};

// An identifier as it stands in the manifest: of manifest, organization, item or resource.
struct Identifier {
  std::string value;
  Place place;
};

// What a package holds for a learner, whatever standard it was written to.
// Strings of type xs:ID and xs:IDREF have their white space collapsed, as XML Schema 1.0 part
// 2, 3.3.8 asks.
struct CourseStructure {
  Standard standard = Standard::scorm12;
  std::string manifest;  // path: "imsmanifest.xml", "cmi5.xml"
  std::string identifier;
  std::string title;  // of the default organization, else of the first
  std::string version;
  std::optional<std::string> default_organization;
  Place organizations_place;
  std::vector<Organization> organizations;
  std::vector<Resource> resources;
  std::vector<Identifier> identifiers;
  std::vector<std::string>
      metadata_files;  // paths of metadata kept outside the manifest (adlcp:location)
  std::vector<std::string> languages;  // BCP 47, as declared in the manifest
};

}  // namespace haat
