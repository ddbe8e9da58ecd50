#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/manifest/course_structure.hpp"
#include "core/manifest/xml.hpp"

namespace haat {

// One reader for each family of standards; which one a document is for, its namespaces and schema
// version tell. What they make lacks only the manifest's own path.
std::optional<Standard> standard_of(
    const XmlDocument& document);           // none: a standard that is not read
const char* schema_set(Standard standard);  // "": there is no schema

// IMS Content Packaging 1.1.x with ADL's vocabularies: SCORM 1.2 CAM 2.3, SCORM 2004 CAM 3.4.
CourseStructure read_imscp(const Element& root, Standard standard);

// cmi5 1.0, section 13.
CourseStructure read_cmi5(const Element& root);

// Tin Can packages: tincan.xml, of Rustici's xAPI package specification.
CourseStructure read_tincan(const Element& root);

// AICC CMI001: .crs, .au, .cst, .des and, where they are, .pre, .ort and .cmp, in the package's
// root. `course_file` is the .crs. What is wrong with them is appended to the problems (aicc-...).
Result<CourseStructure> read_aicc(const Package& package, const std::string& course_file,
                                  const Limits& limits, std::vector<ManifestProblem>& problems);
const Entry* aicc_course_file(const Package& package);  // nullptr: there is no AICC course

// Sunbird's manifest.json. nullopt: it is some other program's manifest.json, or cannot be read,
// and then the problems say so (ecar-...).
Result<std::optional<CourseStructure>> read_ecar(const Package& package, const Limits& limits,
                                                 std::vector<ManifestProblem>& problems);
// Web applications have a manifest.json, too.
Result<bool> is_ecar_manifest(const Package& package, const std::string& path,
                              const Limits& limits);

// nullptr where they say nothing.
inline std::shared_ptr<const ItemDetails> kept(ItemDetails details) {
  return details == ItemDetails{} ? nullptr : std::make_shared<ItemDetails>(std::move(details));
}

// The learning object metadata of the course, in any of its XML bindings (IMS MD 1.2, IEEE LOM).
Metadata read_lom(const Element* lom);  // nullptr: there is none

// The languages that it says in <general><language>, and its texts in xml:lang.
void add_languages(const Element& root, std::set<std::string>& into);

// What the files say that a SCORM manifest keeps its metadata in (adlcp:location): the languages of
// all, the rest of that of the course. What is wrong with them is appended to the problems.
Result<void> read_metadata_files(const Package& package, const Element& root, const Limits& limits,
                                 CourseStructure& course, std::vector<ManifestProblem>& problems);

// SCORM 2004 SN: the <imsss:sequencing> of an item or organization. `shared` is what stands in the
// manifest's <imsss:sequencingCollection>.
class SharedSequencing {
 public:
  explicit SharedSequencing(const Element& manifest);
  const Sequencing* find(const std::string& id) const {  // nullptr: there is none
    const auto at = by_id_.find(id);
    return at == by_id_.end() ? nullptr : &at->second;
  }

 private:
  std::map<std::string, Sequencing> by_id_;
};
std::shared_ptr<const Sequencing> read_sequencing(const Element& activity,
                                                  const SharedSequencing& shared);

}  // namespace haat
