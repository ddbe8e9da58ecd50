#include <algorithm>
#include <set>

#include "core/manifest/address.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/target.hpp"
#include "core/qa/targets/units.hpp"
#include "core/wording.hpp"

// Open edX with the SCORM XBlock that Tutor installs (overhangio/openedx-scorm-xblock).
namespace haat::targets {
namespace {

constexpr std::string_view extraction =
    "overhangio/openedx-scorm-xblock, master of 2026: extract_package";
constexpr std::string_view fields =
    "overhangio/openedx-scorm-xblock, master of 2026: update_package_fields";
constexpr std::string_view navigation =
    "overhangio/openedx-scorm-xblock, master of 2026: extract_navigation_titles";
constexpr std::string_view player =
    "overhangio/openedx-scorm-xblock, master of 2026: student_view, set_value";

constexpr EffectKind finds_no_manifest{
    "openedx-finds-no-manifest", Fate::refused,
    "build the course for SCORM 1.2: haat pack --standard scorm12", extraction};
constexpr EffectKind cannot_read_manifest{"openedx-cannot-read-manifest", Fate::refused,
                                          "make the manifest well-formed XML", fields};
constexpr EffectKind finds_no_page{"openedx-finds-no-page", Fate::refused,
                                   "give a resource an href, in the manifest's default namespace",
                                   fields};
constexpr EffectKind fails_without_title{
    "openedx-fails-without-title", Fate::refused,
    "give every organization and item a title that is not empty", navigation};
constexpr EffectKind fails_on_dangling_item{
    "openedx-fails-on-dangling-item", Fate::refused,
    "let every identifierref name a resource of the manifest", navigation};
constexpr EffectKind cannot_find_launch{
    "openedx-cannot-find-launch", Fate::partly,
    "write the href as the path from the manifest's folder: xml:base is ignored", fields};
constexpr EffectKind launches_another_page{
    "openedx-launches-another-page", Fate::partly,
    "let the resource that the first item launches stand first among those with an href", fields};
constexpr EffectKind starts_one_unit{
    "openedx-starts-one-unit", Fate::partly,
    "make one launch page that leads through the units, or ask the course author to switch on "
    "\"Display navigation menu\" and write isvisible=\"true\" at every item",
    navigation};
constexpr EffectKind ignores_sequencing{
    "openedx-ignores-sequencing", Fate::partly,
    "let the course work in any order, or lead through it on one page of its own", player};
constexpr EffectKind keeps_backslashes{"openedx-keeps-backslashes", Fate::partly,
                                       "make the zip anew, with / between folders", extraction};
constexpr EffectKind takes_first_manifest{"openedx-takes-first-manifest", Fate::partly,
                                          "leave one imsmanifest.xml in the package, at its root",
                                          extraction};
constexpr EffectKind drops_parameters{
    "openedx-drops-parameters", Fate::changed,
    "put the parameters into the resource's href, or do without them", fields};
constexpr EffectKind leaves_out_files{
    "openedx-leaves-out-files", Fate::changed,
    "zip what is in the folder, so that imsmanifest.xml is at the root", extraction};

// The first one in the zip's own order: the depths that the XBlock compares are all 2, since
// Python's os.path.split gives a pair.
Result<std::string> first_in_zip(const Package& package,
                                 const std::vector<std::string>& manifests) {
  std::string first;
  const auto scanned =
      package.scan([&](const Entry& entry, std::string_view, bool) -> Result<void> {
        if (std::find(manifests.begin(), manifests.end(), entry.path) == manifests.end()) return {};
        first = entry.path;
        return fail(Errc::conflict, "found", "the first manifest is found");
      });
  if (!scanned && first.empty() && scanned.error().kind == Errc::unavailable)
    return tl::unexpected(scanned.error());
  return first.empty() ? manifests.front() : first;
}

// The default namespace that is declared first in the document; ElementTree then finds nothing
// outside of it.
const std::string_view* first_default(const XmlElement& element) {
  if (const auto* own = element.attribute("xmlns")) return own;
  for (const auto& each : element.children)
    if (const auto* found = first_default(each)) return found;
  return nullptr;
}

class Import {
 public:
  Import(const TargetSubject& subject, Foresight& foresight)
      : subject_(subject), package_(subject.package), foresight_(foresight) {}

  Result<void> run() {
    const auto manifests = files_named(package_, "imsmanifest.xml", false);
    if (manifests.empty()) {
      foresight_.add(finds_no_manifest, "", 0,
                     "no file is named imsmanifest.xml, so the upload ends with \"Could not find "
                     "'imsmanifest.xml' file in the scorm package\"");
      return {};
    }
    path_ = manifests.front();
    if (manifests.size() > 1) {
      HAAT_TRY(path_, first_in_zip(package_, manifests));
      foresight_.add(takes_first_manifest, path_, 0,
                     "of " + std::to_string(manifests.size()) + " manifests it takes " +
                         in_quotes(path_) + ", the first in the zip");
    }
    unpack();
    HAAT_TRY(const auto file, read_xml_file(package_, path_, subject_.limits));
    if (!file.root) {
      foresight_.add(cannot_read_manifest, path_, 0,
                     "the upload ends with a server error: " + file.problem);
      return {};
    }
    read(*file.root);
    return {};
  }

 private:
  void unpack() {
    const auto root = folder_of(path_);
    std::size_t outside = 0;
    const Entry* first = nullptr;
    for (const auto& entry : package_.entries())
      if (!entry.path.starts_with(root)) {
        ++outside;
        if (first == nullptr) first = &entry;
      }
    if (outside > 0)
      foresight_.add(leaves_out_files, first->path, 0,
                     counted(outside, "file") + " outside of the manifest's folder " +
                         in_quotes(root) + " will be left out, the first is " +
                         in_quotes(first->path));
    std::size_t backslashes = 0;
    std::string name;
    for (const auto& defect : package_.defects())
      if (defect.id == "entry-name-backslash") {
        if (backslashes++ == 0) name = defect.path;
      }
    if (backslashes > 0)
      foresight_.add(keeps_backslashes, name, 0,
                     counted(backslashes, "file") +
                         " will lie at the root under a name with backslashes, where no link "
                         "leads to");
  }

  bool named(const XmlElement& element, std::string_view name) const {
    return element.local_name() == name && element.name_space == name_space_;
  }
  const XmlElement* child(const XmlElement& element, std::string_view name) const {
    for (const auto& each : element.children)
      if (named(each, name)) return &each;
    return nullptr;
  }

  void read(const XmlElement& root) {
    if (const auto* found = first_default(root)) name_space_ = *found;
    const XmlElement* launch = nullptr;
    for (const auto& list : root.children)
      if (named(list, "resources"))
        for (const auto& each : list.children)
          if (named(each, "resource")) {
            if (const auto* id = each.attribute("identifier")) resources_.insert(*id);
            if (launch == nullptr && each.attribute("href") != nullptr) launch = &each;
          }
    for (const auto& organizations : root.children)
      if (named(organizations, "organizations"))
        for (const auto& each : organizations.children)
          if (named(each, "organization") && !list_titles(each)) return;
    judge_launch(root, launch);
    if (foresight_.refused()) return;
    judge_units();
    foresee_free_order(root, path_, ignores_sequencing, "the XBlock knows no sequencing",
                       foresight_);
  }

  // It walks into every organization, and into the children that say isvisible="true". False: the
  // upload ended.
  bool list_titles(const XmlElement& element) {
    const auto* title = child(element, "title");
    if (title == nullptr || title->text.empty()) {
      const auto* id = element.attribute("identifier");
      foresight_.add(fails_without_title, path_, element.place,
                     "the upload ends with a server error, since " +
                         std::string(element.local_name()) + " " +
                         in_quotes(id == nullptr ? "" : *id) + " has no title");
      return false;
    }
    const auto* reference = element.attribute("identifierref");
    if (reference != nullptr && !reference->empty() && !resources_.contains(*reference)) {
      foresight_.add(fails_on_dangling_item, path_, element.place,
                     "the upload ends with a server error, since identifierref " +
                         in_quotes(*reference) + " names no resource");
      return false;
    }
    for (const auto& each : element.children) {
      if (!named(each, "item")) continue;
      const auto* visible = each.attribute("isvisible");
      if (visible == nullptr || *visible != "true") continue;
      ++listed_;
      if (!list_titles(each)) return false;
    }
    return true;
  }

  void judge_launch(const XmlElement& root, const XmlElement* resource) {
    const std::string folder(folder_of(path_));
    if (resource == nullptr) {
      const auto pages = files_named(package_, "index.html", false);
      if (pages.empty())
        foresight_.add(finds_no_page, path_, root.place,
                       "no resource with an href is found" + in_name_space() +
                           ", and there is no index.html to take instead");
      else
        launch_ = pages.front();
      place_ = root.place;
    } else {
      const auto& href = *resource->attribute("href");
      launch_ = package_path(folder.empty() ? "" : folder + "/", href);
      place_ = resource->place;
      if (is_absolute_url(href) || package_.find(launch_) == nullptr)
        foresight_.add(cannot_find_launch, path_, place_,
                       "it opens " + in_quotes(launch_) +
                           ", the href of the first resource that has one, " +
                           why_missing(*resource));
    }
  }
  std::string why_missing(const XmlElement& resource) const {
    const auto& course = subject_.manifest.structure;
    if (course && course->manifest == path_)
      for (const auto& each : course->resources)
        if (each.place.line == resource.place.line && each.place.column == resource.place.column &&
            package_.find(each.launch) != nullptr)
          return "but that is " + in_quotes(each.launch) + ": xml:base is ignored";
    return "which is not in the package";
  }
  std::string in_name_space() const {
    return name_space_.empty() ? " outside of all namespaces, since there is no default namespace"
                               : " in the default namespace " + in_quotes(name_space_);
  }

  void judge_units() {
    const auto& course = subject_.manifest.structure;
    if (!course || course->manifest != path_) return;
    const auto units = units_of(*course);
    if (units.empty()) return;
    const auto& first = units.front();
    if (first.resource->launch == launch_) {
      if (!first.item->parameters.empty())
        foresight_.add(drops_parameters, path_, first.item->place,
                       "the parameters " + in_quotes(first.item->parameters) +
                           " of the first item are not given to the launch page");
    } else if (package_.find(launch_) != nullptr) {
      foresight_.add(launches_another_page, path_, place_,
                     "it launches " + in_quotes(launch_) +
                         ", the first resource with an href; the organization's first item " +
                         in_quotes(first.item->title) + " launches " +
                         in_quotes(first.resource->launch));
    }
    if (units.size() > 1)
      foresight_.add(starts_one_unit, path_, units[1].item->place,
                     "learners meet one of " + std::to_string(units.size()) +
                         " units and no menu; with its menu switched on they would be offered " +
                         std::to_string(listed_) + ", those of isvisible=\"true\"");
  }

  const TargetSubject& subject_;
  const Package& package_;
  Foresight& foresight_;
  std::string path_;  // of the manifest it takes
  std::string name_space_;
  std::set<std::string_view> resources_;  // their identifiers
  std::size_t listed_ = 0;                // items in its menu
  std::string launch_;
  Place place_;
};

Result<void> foresee(const TargetSubject& subject, Foresight& foresight) {
  return Import(subject, foresight).run();
}

}  // namespace

extern const Target openedx;
const Target openedx{.id = "openedx", .platform = "Open edX", .foresee = foresee};

}  // namespace haat::targets
