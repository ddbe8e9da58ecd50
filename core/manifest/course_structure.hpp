#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/manifest/sequencing.hpp"
#include "core/place.hpp"

namespace haat {

enum class Standard {
  scorm12,
  scorm2004_2,
  scorm2004_3,
  scorm2004_4,
  cmi5,
  tincan,
  aicc,
  content_packaging,  // IMS Content Packaging without any of ADL's or Common Cartridge's terms
  common_cartridge_1_0,
  common_cartridge_1_1,
  common_cartridge_1_2,
  common_cartridge_1_3,
  ecar,  // Sunbird's archive of content
};

const char* to_string(Standard standard);  // "SCORM 1.2", "SCORM 2004 4th Edition", "cmi5"

bool is_scorm(Standard standard);
bool is_scorm2004(Standard standard);
bool is_common_cartridge(Standard standard);

// A text and the language that it is said to be in ("": none is said).
struct LanguageText {
  std::string language;
  std::string text;

  bool operator==(const LanguageText&) const = default;
};

// What a manifest says about the course as a whole, an item or a resource: LOM in SCORM, title and
// description in cmi5 and Tin Can.
struct Metadata {
  std::vector<LanguageText> titles;
  std::vector<LanguageText> descriptions;
  std::vector<LanguageText> keywords;
  std::string duration;   // typicalLearningTime, as written
  std::string copyright;  // what the rights say

  bool operator==(const Metadata&) const = default;
};

// Something that a learner can be sent to: a SCORM resource, a cmi5 or AICC assignable unit, a Tin
// Can activity, a web page or a quiz of a cartridge.
struct Resource {
  std::string identifier;
  std::string href;    // as written
  std::string launch;  // the path in the package: xml:base applied, query and fragment cut,
                       // unescaped. Empty where there is no href; an absolute URL is kept as it is
  std::string type;    // imscp "type"
  bool sco = false;    // adlcp:scormtype / scormType "sco"; true for every cmi5 AU and Tin Can
                       // activity: it reports to the platform
  struct File {
    std::string path;  // as `launch`
    Place place;
    Place href_place = {};  // of the address itself
  };
  std::vector<File> files;
  std::vector<std::string> dependencies;  // identifierref of each
  Place place;
  Place href_place = {};    // of the address itself
  std::string source = {};  // the file that places count in; empty: the manifest
  std::string base = {};    // xml:base of all around it, one applied to the other, as written
  std::shared_ptr<const Metadata> metadata = {};  // nullptr: it says nothing
};

// What few items say: the others do without its memory.
struct ItemDetails {
  struct SharedData {  // SCORM 2004 4th Edition: adlcp:map
    std::string target_id = {};
    bool read = true;
    bool write = true;

    bool operator==(const SharedData&) const = default;
  };
  std::vector<SharedData> shared_data = {};
  std::vector<std::string> hidden_controls = {};  // SCORM 2004 adlnav: hideLMSUI
  // As written, in the standard's own words; empty: the manifest does not say.
  std::string description = {};
  std::string prerequisites = {};  // SCORM 1.2 adlcp:prerequisites, AICC .pre
  std::string completion = {};     // AICC .cmp: the requirement and what it makes of the element
  std::vector<std::string> objectives = {};  // AICC .ort, cmi5: identifiers
  std::string max_time_allowed = {};
  std::string time_limit_action = {};
  std::string data_from_lms = {};
  std::string completion_threshold = {};          // SCORM 2004: minProgressMeasure
  std::string launch_method = {};                 // cmi5
  std::string activity_type = {};                 // cmi5
  std::string entitlement_key = {};               // cmi5
  std::shared_ptr<const Metadata> metadata = {};  // SCORM; nullptr: it says nothing
  // AICC: where the prerequisites stand; empty: where the item does
  std::string prerequisites_source = {};
  Place prerequisites_place = {};

  bool operator==(const ItemDetails&) const = default;
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
  Place reference_place = {};  // of the identifierref
  std::string move_on = {};    // cmi5
  bool visible = true;
  std::shared_ptr<const Sequencing> sequencing = {};  // nullptr: it says nothing
  std::shared_ptr<const ItemDetails> details = {};    // nullptr: none
  std::string source = {};  // the file that its place counts in; empty: the manifest
};

inline const ItemDetails& details_of(const Item& item) {
  static const ItemDetails none;
  return item.details ? *item.details : none;
}

struct Organization {
  std::string identifier;
  std::string title;
  std::vector<Item> items;
  Place place;
  std::shared_ptr<const Sequencing> sequencing = {};  // nullptr: it says nothing
};

// An identifier as it stands in the manifest: of manifest, organization, item or resource.
struct Identifier {
  std::string value;
  Place place;
};

// cmi5, 13.1.2: what the course is to teach, which its units refer to.
struct Objective {
  std::string identifier;
  std::vector<LanguageText> titles = {};
  std::vector<LanguageText> descriptions = {};
  Place place = {};
};

// Metadata that are kept outside the manifest (adlcp:location). Its address is resolved as those of
// resources are, by every xml:base around it, which is what ADL's validator does: the CAM says of
// xml:base that relative addresses within its element are relative to it.
struct MetadataFile {
  std::string path;  // as `Resource::launch`
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
  std::vector<Objective> objectives = {};
  std::vector<Identifier> identifiers;
  std::vector<MetadataFile> metadata_files;
  std::vector<std::string> languages;  // BCP 47, as declared in the manifest
  Metadata metadata = {};
};

}  // namespace haat
