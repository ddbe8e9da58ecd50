#include <algorithm>
#include <map>
#include <set>

#include "core/ascii.hpp"
#include "core/manifest/address.hpp"
#include "core/qa/target.hpp"
#include "core/qa/targets/units.hpp"
#include "core/wording.hpp"

// Moodle's SCORM activity (mod_scorm).
namespace haat::targets {
namespace {

constexpr std::string_view lib =
    "moodle/moodle mod/scorm/lib.php: scorm_validate_package (read November 2026)";
constexpr std::string_view scormlib =
    "moodle/moodle mod/scorm/datamodels/scormlib.php: scorm_get_manifest, scorm_parse_scorm "
    "(at f44e7d0, and a later port of it)";
constexpr std::string_view locallib =
    "moodle/moodle mod/scorm/locallib.php: scorm_get_sco_and_launch_url (4.3 or later)";
constexpr std::string_view archive =
    "moodle/moodle lib/filestorage/zip_archive.php: unmangle_pathname; clean_param PARAM_PATH "
    "(read November 2026)";
constexpr std::string_view documentation =
    "docs.moodle.org: SCORM FAQ, Supported Versions (4.3, 2024)";
constexpr std::string_view settings =
    "moodle/moodle mod/scorm/settings.php: allowaicchacp (read November 2026)";

constexpr EffectKind finds_no_manifest{
    "moodle-finds-no-manifest", Fate::refused,
    "build the course for SCORM 1.2: haat pack --standard scorm12", lib};
constexpr EffectKind refuses_nested_manifest{
    "moodle-refuses-nested-manifest", Fate::refused,
    "zip what is in the folder, so that imsmanifest.xml is at the root", lib};
constexpr EffectKind cannot_read_manifest{"moodle-cannot-read-manifest", Fate::refused,
                                          "make the manifest well-formed XML", scormlib};
constexpr EffectKind finds_no_unit{
    "moodle-finds-no-unit", Fate::partly,
    "write an <organization> whose items reference resources with an href", scormlib};
constexpr EffectKind plays_as_scorm12{
    "moodle-plays-as-scorm12", Fate::partly,
    "write <schemaversion> as \"2004 4th Edition\", \"2004 3rd Edition\" or \"CAM 1.3\"", scormlib};
constexpr EffectKind ignores_sequencing{
    "moodle-ignores-sequencing", Fate::partly,
    "let the course work in any order, or lead through it on one page of its own", documentation};
constexpr EffectKind cannot_find_launch{
    "moodle-cannot-find-launch", Fate::partly,
    "write the href as the path from the package's root; of xml:base Moodle reads the resource's "
    "own only",
    scormlib};
constexpr EffectKind drops_item{"moodle-drops-item", Fate::partly,
                                "let every identifierref name a resource of the manifest",
                                scormlib};
constexpr EffectKind launches_remote{
    "moodle-launches-remote", Fate::partly,
    "put the page into the package: from another host a page cannot reach the API", locallib};
constexpr EffectKind treats_as_asset{
    "moodle-treats-as-asset", Fate::partly,
    "bind ADL's namespace to the prefix adlcp: Moodle reads names as they are written", scormlib};
constexpr EffectKind renames_files{
    "moodle-renames-files", Fate::partly,
    "take & < > \" ` | ' : out of the names of files, and out of what links to them", archive};
constexpr EffectKind lists_resources{"moodle-lists-resources", Fate::changed,
                                     "write an <organization> with an item for each unit",
                                     scormlib};
constexpr EffectKind leaves_hacp_off{
    "moodle-leaves-hacp-off", Fate::partly,
    "ask the administrator to allow AICC HACP, or build the course for SCORM 1.2", settings};

// What is left of a name: PARAM_PATH takes these characters away.
std::string cleaned(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) continue;
    if (std::string_view("&<>\"`|':").find(c) != std::string_view::npos) continue;
    result += c == '\\' ? '/' : c;
  }
  return result;
}

// Element and attribute names as PHP's expat folds them, prefix and all.
const std::string_view* folded_attribute(const XmlElement& element, std::string_view name) {
  for (const auto& each : element.attributes)
    if (lower_case(each.name) == name) return &each.value;
  return nullptr;
}

void gather(const XmlElement& root, std::string_view name, std::vector<const XmlElement*>& found) {
  for (const auto& each : root.children) {
    if (lower_case(each.name) == name) found.push_back(&each);
    gather(each, name, found);
  }
}

class Import {
 public:
  Import(const TargetSubject& subject, Foresight& foresight)
      : subject_(subject), package_(subject.package), foresight_(foresight) {}

  Result<void> run() {
    rename_files();
    if (package_.find(path_) == nullptr) {
      without_manifest();
      return {};
    }
    HAAT_TRY(const auto file, read_xml_file(package_, path_, subject_.limits));
    if (!file.root) {
      foresight_.add(cannot_read_manifest, path_, 0,
                     "Moodle stops with an XML error: " + file.problem);
      return {};
    }
    read(*file.root);
    return {};
  }

 private:
  void rename_files() {
    std::size_t count = 0;
    const Entry* first = nullptr;
    for (const auto& entry : package_.entries()) {
      auto name = cleaned(entry.path);
      if (name == entry.path) continue;
      renamed_.insert(std::move(name));
      ++count;
      if (first == nullptr) first = &entry;
    }
    if (count > 0)
      foresight_.add(
          renames_files, first->path, 0,
          counted(count, "file") + " will lose characters of the name: " + in_quotes(first->path) +
              " becomes " + in_quotes(cleaned(first->path)) + ", which no link leads to");
  }

  void without_manifest() {
    const auto entries = package_.entries();
    const auto aicc = std::find_if(entries.begin(), entries.end(),
                                   [](const Entry& each) { return each.path.ends_with(".cst"); });
    if (aicc != entries.end()) {
      foresight_.add(leaves_hacp_off, aicc->path, 0,
                     "Moodle takes the package for AICC; units that report by HACP are not heard, "
                     "since that is off unless the administrator allows it");
      return;
    }
    const auto nested = std::find_if(entries.begin(), entries.end(), [](const Entry& each) {
      return each.path.find("imsmanifest.xml") != std::string::npos;
    });
    if (nested != entries.end()) {
      foresight_.add(refuses_nested_manifest, nested->path, 0,
                     in_quotes(nested->path) +
                         " is not at the root, and Moodle refuses the package with "
                         "badimsmanifestlocation");
      return;
    }
    std::string instead;
    for (const char* other : {"cmi5.xml", "tincan.xml", "IMSMANIFEST.XML"})
      if (const auto found = files_named(package_, lower_case(other), true); !found.empty())
        instead = found.front();
    foresight_.add(finds_no_manifest, instead, 0,
                   "there is no imsmanifest.xml at the root and no .cst file" +
                       (instead.empty() ? std::string()
                                        : ": " + in_quotes(instead) +
                                              " is not what Moodle's SCORM activity reads") +
                       ", so the upload is refused");
  }

  void read(const XmlElement& root) {
    std::vector<const XmlElement*> lists, items;
    if (lower_case(root.name) == "manifest") gather(root, "resources", lists);
    for (const auto* list : lists)
      for (const auto& each : list->children)
        if (const auto* id = folded_attribute(each, "identifier");
            lower_case(each.name) == "resource" && id != nullptr)
          resources_[*id] = &each;
    if (lower_case(root.name) == "manifest") gather(root, "item", items);
    if (const auto& course = subject_.manifest.structure)
      for (const auto& each : course->resources)
        if (each.sco) scos_.insert(each.identifier);
    read_version(root);
    for (const auto* item : items) read_item(*item);
    if (items.empty()) read_resources(root);
    report_items();
    foresee_free_order(root, path_, ignores_sequencing,
                       "Moodle does not carry them out, so learners go where they like",
                       foresight_);
  }

  // Which run-time API the course will meet.
  void read_version(const XmlElement& root) {
    std::vector<const XmlElement*> versions;
    gather(root, "schemaversion", versions);
    const std::string_view text = versions.empty() ? "" : versions.front()->text;
    const bool plays_2004 = text == "1.3" || text == "CAM 1.3" || text == "2004 3rd Edition" ||
                            text == "2004 4th Edition";
    const auto& course = subject_.manifest.structure;
    if (!course || !is_scorm2004(course->standard) || plays_2004) return;
    foresight_.add(plays_as_scorm12, path_, versions.empty() ? root.place : versions.front()->place,
                   (versions.empty() ? std::string("there is no schemaversion")
                                     : "schemaversion is " + in_quotes(text)) +
                       ", which Moodle takes for SCORM 1.2, so a course of " +
                       to_string(course->standard) + " does not find its API");
  }

  // What Moodle makes of a resource, for all items that refer to it: its address may be as long as
  // ten thousand items.
  struct Launch {
    enum class Kind { none, remote, lost, there };
    Kind kind = Kind::none;
    std::string what;  // the address or the path that is told, if it is not there
  };
  Launch launch_of(const XmlElement& resource) const {
    const auto* base = folded_attribute(resource, "xml:base");
    const auto* href = folded_attribute(resource, "href");
    const std::string launch =
        std::string(base == nullptr ? "" : *base) + (href == nullptr ? "" : *href);
    if (launch.empty()) return {};
    const auto start = lower_case(launch);
    if (start.starts_with("http://") || start.starts_with("https://") || start.starts_with("www."))
      return {Launch::Kind::remote, launch};
    auto path = package_path("", launch);
    if (renamed_.contains(path) || package_.find(path) != nullptr) return {Launch::Kind::there, ""};
    return {Launch::Kind::lost, std::move(path)};
  }

  void read_item(const XmlElement& item) {
    const auto* reference = folded_attribute(item, "identifierref");
    if (reference == nullptr) return;
    const auto found = resources_.find(*reference);
    if (found == resources_.end()) {
      dropped_.push_back(&item);
      return;
    }
    const auto& resource = *found->second;
    const auto [known, fresh] = launches_.try_emplace(&resource);
    if (fresh) known->second = launch_of(resource);
    const auto& launch = known->second;
    if (launch.kind == Launch::Kind::none) return;
    ++units_;
    if (launch.kind == Launch::Kind::remote) {
      if (remote_.count++ == 0) remote_ = {1, &resource, &launch.what};
      return;
    }
    if (launch.kind == Launch::Kind::lost && lost_.count++ == 0) lost_ = {1, &item, &launch.what};
    const auto* kind = folded_attribute(resource, "adlcp:scormtype");
    if (kind == nullptr && scos_.contains(*reference)) untyped_.push_back(&resource);
  }
  // Without an organization every resource with an href becomes a unit.
  void read_resources(const XmlElement& root) {
    std::size_t count = 0;
    for (const auto& [id, resource] : resources_) {
      const auto* href = folded_attribute(*resource, "href");
      if (href != nullptr && !href->empty()) ++count;
    }
    units_ += count;
    if (count > 0)
      foresight_.add(lists_resources, path_, root.place,
                     "there is no item, so Moodle makes a unit of each of " +
                         counted(count, "resource") + " with an href, named by its identifier");
  }

  void report_items() {
    if (remote_.count > 0)
      foresight_.add(
          launches_remote, path_, remote_.first->place,
          "the launch page " + in_quotes(*remote_.what) + " is opened on the other host" +
              (remote_.count > 1 ? "; so are " + std::to_string(remote_.count - 1) + " more" : ""));
    if (units_ == 0 && dropped_.empty())
      foresight_.add(finds_no_unit, path_, 0,
                     "Moodle finds nothing to launch in the manifest: the activity stays empty");
    if (!dropped_.empty())
      foresight_.add(drops_item, path_, dropped_.front()->place,
                     counted(dropped_.size(), "item") + " cannot be launched: identifierref " +
                         in_quotes(*folded_attribute(*dropped_.front(), "identifierref")) +
                         " names no resource");
    if (lost_.count > 0)
      foresight_.add(cannot_find_launch, path_, lost_.first->place,
                     counted(lost_.count, "item") + " will show \"file not found\": Moodle opens " +
                         in_quotes(*lost_.what) + ", which is not in the package");
    if (!untyped_.empty())
      foresight_.add(treats_as_asset, path_, untyped_.front()->place,
                     counted(untyped_.size(), "SCO") +
                         " will be an asset without tracking: no attribute is written as "
                         "adlcp:scormType");
  }

  const TargetSubject& subject_;
  const Package& package_;
  Foresight& foresight_;
  const std::string path_ = "imsmanifest.xml";
  std::set<std::string> renamed_;  // files that Moodle names otherwise, as it does
  std::map<std::string_view, const XmlElement*> resources_;
  std::set<std::string_view> scos_;  // identifiers, by the standard's reading
  std::size_t units_ = 0;
  std::vector<const XmlElement*> dropped_, untyped_;
  std::map<const XmlElement*, Launch> launches_;  // of resources
  struct Launched {
    std::size_t count = 0;
    const XmlElement* first = nullptr;
    const std::string* what = nullptr;
  };
  Launched remote_, lost_;
};

Result<void> foresee(const TargetSubject& subject, Foresight& foresight) {
  return Import(subject, foresight).run();
}

}  // namespace

extern const Target moodle;
const Target moodle{.id = "moodle", .platform = "Moodle", .foresee = foresee};

}  // namespace haat::targets
