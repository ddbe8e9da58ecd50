#include <algorithm>
#include <set>

#include "core/ascii.hpp"
#include "core/manifest/address.hpp"
#include "core/manifest/schema_rules.hpp"
#include "core/qa/target.hpp"
#include "core/qa/targets/units.hpp"
#include "core/wording.hpp"

// SCORM Cloud. Its importer is not public: what is foreseen here is what its documents and public
// threads tell, and no more.
namespace haat::targets {
namespace {

constexpr std::string_view import_options =
    "cloud.scorm.com, Content Import Options (read 2026): SCORM, AICC, xAPI and cmi5 as zip";
constexpr std::string_view warnings =
    "support.scorm.com, Parser Warnings (read 2026): imperfect manifests are taken, with warnings";
constexpr std::string_view pipwerks =
    "pipwerks/scorm-api-wrapper issue 16 (2015): the importer's own warnings";
constexpr std::string_view adapt =
    "adaptlearning/adapt-contrib-xapi issue 19 (2017): the importer's own error";

constexpr EffectKind knows_no_manifest{
    "scormcloud-knows-no-manifest", Fate::refused,
    "give the package an imsmanifest.xml, cmi5.xml, tincan.xml or AICC's files", import_options};
constexpr EffectKind takes_other_standards{"scormcloud-takes-other-standards", Fate::refused,
                                           "export the course as SCORM, AICC, xAPI or cmi5",
                                           import_options};
constexpr EffectKind cannot_parse_manifest{"scormcloud-cannot-parse-manifest", Fate::refused,
                                           "make the manifest well-formed XML", adapt};
constexpr EffectKind refuses_invalid_cmi5{"scormcloud-refuses-invalid-cmi5", Fate::refused,
                                          "make cmi5.xml valid against CourseStructure.xsd", adapt};
constexpr EffectKind cannot_find_launch{"scormcloud-cannot-find-launch", Fate::partly,
                                        "let every unit launch a file of the package", warnings};
constexpr EffectKind warns_of_manifest{
    "scormcloud-warns-of-manifest", Fate::accepted,
    "make the manifest valid, since other platforms are less forgiving", warnings};
constexpr EffectKind warns_of_dangling_item{
    "scormcloud-warns-of-dangling-item", Fate::accepted,
    "let every identifierref name a resource of the manifest", pipwerks};
constexpr EffectKind warns_of_missing_metadata{
    "scormcloud-warns-of-missing-metadata", Fate::accepted,
    "put the metadata file into the package, or take its adlcp:location away", pipwerks};

bool of_another_standard(const Package& package) {
  if (!files_named(package, "tincan.xml", true).empty()) return true;
  const auto entries = package.entries();
  return std::any_of(entries.begin(), entries.end(),
                     [](const Entry& each) { return lower_case(each.path).ends_with(".crs"); });
}

void foresee_unread(const TargetSubject& subject, Foresight& foresight) {
  const auto& problems = subject.manifest.problems;
  if (problems.empty()) return;
  const auto& problem = problems.front();
  if (problem.id == "manifest-missing" && !of_another_standard(subject.package))
    foresight.add(knows_no_manifest, "", 0,
                  "there is no imsmanifest.xml, cmi5.xml, tincan.xml or .crs file, so there is "
                  "nothing that can be imported");
  if (problem.id == "manifest-not-well-formed")
    foresight.add(cannot_parse_manifest, problem.path, problem.place,
                  "the import ends with \"Error parsing manifest file\": " + problem.message);
}

void foresee_items(const CourseStructure& course, Foresight& foresight) {
  std::set<std::string_view> resources;
  for (const auto& each : course.resources) resources.insert(each.identifier);
  std::size_t dangling = 0;
  const Item* first = nullptr;
  const auto walk = [&](const auto& self, const std::vector<Item>& items) -> void {
    for (const auto& item : items) {
      if (!item.identifierref.empty() && !resources.contains(item.identifierref)) {
        ++dangling;
        if (first == nullptr) first = &item;
      }
      self(self, item.children);
    }
  };
  for (const auto& each : course.organizations) walk(walk, each.items);
  if (dangling > 0)
    foresight.add(warns_of_dangling_item, course.manifest, first->place,
                  counted(dangling, "parser warning") + ": identifierref " +
                      in_quotes(first->identifierref) + " names no resource");
}

void foresee_files(const TargetSubject& subject, const CourseStructure& course,
                   Foresight& foresight) {
  for (const auto& [path, place] : course.metadata_files)
    if (!is_absolute_url(path) && subject.package.find(path) == nullptr) {
      foresight.add(
          warns_of_missing_metadata, course.manifest, 0,
          "a parser warning: the metadata file " + in_quotes(path) + " could not be opened");
      break;
    }
  std::vector<Unit> lost;
  for (const auto& unit : units_of(course))
    if (!unit.resource->launch.empty() && !is_absolute_url(unit.resource->launch) &&
        subject.package.find(unit.resource->launch) == nullptr)
      lost.push_back(unit);
  if (!lost.empty())
    foresight.add(cannot_find_launch, course.manifest, lost.front().resource->place,
                  counted(lost.size(), "unit") + " cannot be opened: " +
                      in_quotes(lost.front().resource->launch) + " is not in the package");
}

Result<void> foresee(const TargetSubject& subject, Foresight& foresight) {
  const auto& course = subject.manifest.structure;
  if (!course) {
    foresee_unread(subject, foresight);
    return {};
  }
  if (course->standard == Standard::ecar || is_common_cartridge(course->standard)) {
    foresight.add(takes_other_standards, course->manifest, 0,
                  std::string("it is ") + to_string(course->standard) +
                      ", which is none of the standards that can be imported");
    return {};
  }
  const auto& problems = subject.manifest.problems;
  const auto by_schema = [](const ManifestProblem& each) { return is_of_schema(each.id); };
  const auto count =
      static_cast<std::size_t>(std::count_if(problems.begin(), problems.end(), by_schema));
  const auto invalid = std::find_if(problems.begin(), problems.end(), by_schema);
  if (count > 0 && course->standard == Standard::cmi5)
    foresight.add(
        refuses_invalid_cmi5, invalid->path, invalid->place,
        "the import ends with \"Manifest did not validate against schema\": " + invalid->message);
  else if (count > 0)
    foresight.add(warns_of_manifest, invalid->path, invalid->place,
                  "parser warnings: the manifest breaks its schema at " + counted(count, "place") +
                      ", the first is: " + invalid->message);
  foresee_items(*course, foresight);
  foresee_files(subject, *course, foresight);
  return {};
}

}  // namespace

extern const Target scormcloud;
const Target scormcloud{.id = "scormcloud", .platform = "SCORM Cloud", .foresee = foresee};

}  // namespace haat::targets
