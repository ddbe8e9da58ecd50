#include <algorithm>
#include <array>
#include <optional>

#include "core/ascii.hpp"
#include "core/manifest/address.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/target.hpp"
#include "core/qa/targets/units.hpp"

// iGOT Karmayogi: its validator (upload -> VALID, ENHANCED or INVALID), its content service and its
// learner portal.
namespace haat::targets {
namespace {

constexpr std::string_view validator =
    "cb-ext-scorm-validation at f0be83a (August 2026): ScormValidationEngine, ScormRewireEngine, "
    "ScormManifestHandler, ScormZipUtil";
constexpr std::string_view content_service =
    "KB-iGOT/knowledge-platform cbrelease-4.8.18 (2024): HtmlMimeTypeMgrImpl.upload";
constexpr std::string_view portal =
    "KB-iGOT/sunbird-cb-portal cbrelease-4.8.19 (October 2024): SCORMAdapter, html.component";
constexpr std::string_view creation_portal =
    "sunbird-cb-creationportal-old at b3f14f7 (by 2024): upload limits";

constexpr EffectKind cannot_unpack{
    "igot-cannot-unpack", Fate::refused,
    "make the zip anew with plain names, stored or deflated files and no password", validator};
constexpr EffectKind finds_no_page{
    "igot-finds-no-page", Fate::refused,
    "give the package an imsmanifest.xml, or at least one .html file", validator};
constexpr EffectKind finds_no_organizations{
    "igot-finds-no-organizations", Fate::refused,
    "write <organizations> without a namespace prefix; the validator does not repair it",
    validator};
constexpr EffectKind cannot_find_files{
    "igot-cannot-find-files", Fate::refused,
    "write every resource's href as the path from the manifest's folder, without xml:base and +",
    validator};
constexpr EffectKind limits_upload{"igot-limits-upload", Fate::refused,
                                   "make media smaller, or split the course", creation_portal};
constexpr EffectKind makes_it_scorm12{
    "igot-makes-it-scorm12", Fate::partly,
    "build the course for SCORM 1.2: haat pack --standard scorm12", validator};
constexpr EffectKind lacks_2004_api{"igot-lacks-2004-api", Fate::partly,
                                    "build the course for SCORM 1.2: haat pack --standard scorm12",
                                    portal};
constexpr EffectKind launches_another_page{
    "igot-launches-another-page", Fate::partly,
    "let the first resource with an href be the one that the first item launches", validator};
constexpr EffectKind starts_one_unit{
    "igot-starts-one-unit", Fate::partly,
    "make one launch page that leads through the units, or upload each unit as a resource of its "
    "own",
    portal};
constexpr EffectKind takes_any_manifest{"igot-takes-any-manifest", Fate::partly,
                                        "leave one imsmanifest.xml in the package, at its root",
                                        validator};
constexpr EffectKind wants_index_page{"igot-wants-index-page", Fate::partly,
                                      "add an index.html at the root that leads to the launch page",
                                      content_service};
constexpr EffectKind writes_manifest{"igot-writes-manifest", Fate::changed,
                                     "give the package an imsmanifest.xml of its own", validator};
constexpr EffectKind rebuilds_manifest{"igot-rebuilds-manifest", Fate::changed,
                                       "make the manifest well-formed XML without a DOCTYPE",
                                       validator};
constexpr EffectKind rewrites_launch{
    "igot-rewrites-launch", Fate::changed,
    "write the first resource's href as the path from the manifest's folder, without xml:base and "
    "+",
    validator};
constexpr EffectKind adds_resource{"igot-adds-resource", Fate::changed,
                                   "declare the launch page as a resource", validator};
constexpr EffectKind adds_scorm12_attribute{
    "igot-adds-scorm12-attribute", Fate::changed,
    "let every href resolve without xml:base: what the validator finds valid it leaves as it is",
    validator};
constexpr EffectKind binds_adlcp{"igot-binds-adlcp", Fate::changed,
                                 "declare xmlns:adlcp at the manifest's root element", validator};
constexpr EffectKind adds_metadata{"igot-adds-metadata", Fate::changed,
                                   "write <metadata> with schema and schemaversion", validator};
constexpr EffectKind breaks_signatures{
    "igot-breaks-signatures", Fate::changed,
    "mend what the validator would rewrite, and sign again: what it finds valid keeps its bytes",
    validator};

constexpr std::uint64_t upload_limit = 200ull << 20;

constexpr std::array<std::string_view, 10> launch_names{
    "index_lms.html", "index_lms.htm", "story.html", "story.htm",    "index.html",
    "index.htm",      "launch.html",   "launch.htm", "default.html", "default.htm"};

// java.net.URLDecoder, which is for forms: + is a blank. As written where it cannot be decoded.
std::string form_decoded(std::string_view text) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      result += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size() || digit(text[i + 1]) < 0 || digit(text[i + 2]) < 0)
      return std::string(text);
    result += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
    i += 2;
  }
  return result;
}

// As java.io.File joins and the disk resolves; none: outside of the package.
std::optional<std::string> joined(std::string_view folder, const std::string& path) {
  std::vector<std::string> parts;
  const std::string whole = std::string(folder) + "/" + path;
  for (std::size_t at = 0; at <= whole.size();) {
    const auto slash = std::min(whole.find('/', at), whole.size());
    const auto part = whole.substr(at, slash - at);
    at = slash + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..")
      parts.push_back(part);
    else if (parts.empty())
      return std::nullopt;
    else
      parts.pop_back();
  }
  std::string result;
  for (const auto& part : parts) result += (result.empty() ? "" : "/") + part;
  return result;
}

// The file that becomes the launch page where the validator has to look for one.
struct FoundPage {
  std::string path;
  std::size_t others = 0;  // that it may find as well: it takes the first in the disk's own order
};

std::optional<FoundPage> find_page(const Package& package) {
  for (const auto name : launch_names)
    if (const auto found = files_named(package, name, true); !found.empty())
      return FoundPage{found.front(), found.size() - 1};
  std::optional<FoundPage> page;
  for (const auto& entry : package.entries()) {
    const auto name = lower_case(entry.path);
    if (!name.ends_with(".html") && !name.ends_with(".htm")) continue;
    if (page)
      ++page->others;
    else
      page = FoundPage{entry.path, 0};
  }
  return page;
}

std::string told(const FoundPage& page) {
  std::string text = in_quotes(page.path);
  if (page.others > 0)
    text += " (" + std::to_string(page.others + 1) +
            " files fit, and it takes the one that its disk lists first)";
  return text;
}

// What the validator does, step by step.
class Validator {
 public:
  Validator(const TargetSubject& subject, Foresight& foresight)
      : subject_(subject), package_(subject.package), foresight_(foresight) {}

  Result<void> run() {
    if (const auto* defect = unreadable()) {
      foresight_.add(cannot_unpack, defect->path, 0,
                     "the validator's unzip stops: " + defect->message);
      foresight_.verdict("INVALID");
      return {};
    }
    const auto manifests = files_named(package_, "imsmanifest.xml", true);
    if (manifests.empty()) {
      write_manifest();
      return {};
    }
    path_ = manifests.front();
    if (package_.find("imsmanifest.xml") != nullptr) path_ = "imsmanifest.xml";
    if (manifests.size() > 1)
      foresight_.add(takes_any_manifest,
                     manifests.front() == path_ ? manifests[1] : manifests.front(), 0,
                     "there are " + std::to_string(manifests.size()) +
                         " manifests, and the validator takes the one that its disk lists first; "
                         "here it is assumed to be " +
                         in_quotes(path_));
    HAAT_TRY(const auto file, read_xml_file(package_, path_, subject_.limits));
    if (!file.root || file.doctype)
      rebuild_manifest(file);
    else
      judge(*file.root);
    return {};
  }

  const std::string& launch() const { return launch_; }  // empty: none

 private:
  // What java.util.zip.ZipInputStream throws at.
  const Defect* unreadable() const {
    constexpr std::array<std::string_view, 4> fatal{"entry-encrypted", "entry-compression-unusual",
                                                    "entry-name-not-utf8", "entry-name-traversal"};
    const auto defects = package_.defects();
    const auto at = std::find_if(defects.begin(), defects.end(), [&](const Defect& defect) {
      return std::find(fatal.begin(), fatal.end(), defect.id) != fatal.end();
    });
    return at == defects.end() ? nullptr : &*at;
  }

  void give_up(const EffectKind& kind, Place place, const std::string& message) {
    foresight_.add(kind, path_, place, message);
    foresight_.verdict("INVALID");
  }

  void enhanced() {
    foresight_.verdict("ENHANCED");
    for (const auto& entry : package_.entries()) {
      if (!entry.path.starts_with("haat/signatures/")) continue;
      foresight_.add(breaks_signatures, entry.path, 0,
                     "the validator puts the rewritten package in place of the uploaded one, so "
                     "the signature no longer holds");
      return;
    }
  }

  void write_manifest() {
    const auto page = find_page(package_);
    if (!page) {
      give_up(finds_no_page, 0, "there is neither an imsmanifest.xml nor an .html file");
      return;
    }
    launch_ = page->path;
    for (const char* other : {"cmi5.xml", "tincan.xml"})
      if (!files_named(package_, other, false).empty()) {
        foresight_.add(makes_it_scorm12, files_named(package_, other, false).front(), 0,
                       std::string("the validator does not know ") + other +
                           ", writes an imsmanifest.xml for SCORM 1.2 and launches " + told(*page) +
                           ", which is then not told its learner and its record "
                           "store");
        enhanced();
        return;
      }
    foresight_.add(writes_manifest, "", 0,
                   "the validator finds no imsmanifest.xml and writes one for SCORM 1.2, with one "
                   "item \"Course\" that launches " +
                       told(*page));
    enhanced();
  }

  void rebuild_manifest(const XmlFile& file) {
    const std::string why =
        file.doctype ? "it has a DOCTYPE, which the validator's parser refuses" : file.problem;
    const auto page = find_page(package_);
    if (!page) {
      give_up(finds_no_page, 0,
              "the validator cannot read the manifest (" + why +
                  ") and finds no .html file to build one around");
      return;
    }
    launch_ = page->path;
    foresight_.add(rebuilds_manifest, path_, 0,
                   "the validator throws the manifest away (" + why +
                       ") and writes one for SCORM 1.2, with one item \"Course\" that launches " +
                       told(*page));
    enhanced();
  }

  struct Listed {
    const XmlElement* element;
    const std::string_view* href;  // nullptr: none, or blank
    bool found;
  };

  // All <resource> below the first <resources>, by their names as written.
  void list(const XmlElement& at) {
    for (const auto& each : at.children) {
      if (each.name == "resource") {
        const auto* href = each.attribute("href");
        if (href != nullptr && href->find_first_not_of(" \t\r\n") == std::string::npos)
          href = nullptr;
        listed_.push_back({&each, href, href == nullptr || resolves(*href)});
      }
      list(each);
    }
  }
  std::optional<std::string> target_of(std::string_view href) const {
    return joined(folder_of(path_), form_decoded(href.substr(0, href.find_first_of("?#"))));
  }
  bool resolves(std::string_view href) const {
    const auto path = target_of(href);
    return path && (path->empty() || exists(package_, *path));
  }

  // Why the file behind an href that other programs find is missing to this one.
  std::string why_missing(const XmlElement& root, const XmlElement& resource,
                          std::string_view href) const {
    if (is_absolute_url(href)) return "is on another server";
    std::string base;
    const auto* resources = find_first(root, "resources");
    for (const auto* each : {&root, resources, &resource})
      if (const auto* own = each->attribute("xml:base")) base += *own;
    const std::string folder(folder_of(path_));
    const auto real = package_path(folder.empty() ? base : folder + "/" + base, href);
    if (package_.find(real) == nullptr) return "is not in the package";
    if (!base.empty()) return "lies under xml:base " + in_quotes(base) + ", which it ignores";
    return "has a + in its name, which it reads as a blank";
  }

  void judge(const XmlElement& root) {
    const bool organized = find_first(root, "organizations") != nullptr;
    const auto* resources = find_first(root, "resources");
    if (resources != nullptr) list(*resources);
    const auto missing = std::find_if(listed_.begin(), listed_.end(),
                                      [](const Listed& each) { return !each.found; });
    if (organized && !listed_.empty() && missing == listed_.end()) {
      foresight_.verdict("VALID");
      choose_launch(false);
      return;
    }
    if (!organized) {
      give_up(finds_no_organizations, root.place,
              "the validator finds no element written as <organizations>");
      return;
    }
    repair(root);
  }

  void repair(const XmlElement& root) {
    const auto page = find_page(package_);
    if (listed_.empty()) {
      if (!page) {
        give_up(finds_no_page, root.place,
                "the validator finds no <resource> and no .html file to make one of");
        return;
      }
      launch_ = page->path;
      foresight_.add(adds_resource, path_, root.place,
                     "the validator finds no <resource> and adds one that launches " + told(*page));
      other_repairs(root, nullptr);
      return;
    }
    const auto& primary = listed_.front();
    if (cannot_find_others(root)) return;
    if ((primary.href == nullptr || !primary.found) && !page) {
      give_up(finds_no_page, primary.element->place,
              "the validator finds no launch page: there is no .html file in the package");
      return;
    }
    if (primary.href == nullptr || !primary.found) {
      const std::string was = primary.href == nullptr
                                  ? "it has no href"
                                  : "to the validator its file " + in_quotes(*primary.href) +
                                        " is missing: it " +
                                        why_missing(root, *primary.element, *primary.href);
      foresight_.add(rewrites_launch, path_, primary.element->place,
                     "the first resource will launch " + told(*page) + ", since " + was);
      launch_ = page->path;
    }
    other_repairs(root, &primary);
    choose_launch(true);
  }

  // It repairs the first resource only.
  bool cannot_find_others(const XmlElement& root) {
    std::size_t count = 0;
    const Listed* first = nullptr;
    for (std::size_t i = 1; i < listed_.size(); ++i)
      if (!listed_[i].found) {
        ++count;
        if (first == nullptr) first = &listed_[i];
      }
    if (first == nullptr) return false;
    give_up(cannot_find_files, first->element->place,
            "to the validator " + in_quotes(*first->href) + " is missing: it " +
                why_missing(root, *first->element, *first->href) +
                (count > 1 ? "; so are " + std::to_string(count - 1) + " more" : "") +
                "; it repairs no resource but the first");
    return true;
  }

  void other_repairs(const XmlElement& root, const Listed* primary) {
    if (root.attribute("xmlns:adlcp") == nullptr)
      foresight_.add(binds_adlcp, path_, root.place,
                     "the validator declares xmlns:adlcp for SCORM 1.2 at the root element, which "
                     "does not declare that prefix");
    if (find_first(root, "metadata") == nullptr)
      foresight_.add(adds_metadata, path_, root.place,
                     "the validator adds a <metadata> that says SCORM 1.2, since there is none");
    if (primary != nullptr && primary->element->attribute("adlcp:scormtype") == nullptr) {
      const auto* kind = primary->element->attribute("adlcp:scormType");
      const auto* id = primary->element->attribute("identifier");
      foresight_.add(adds_scorm12_attribute, path_, primary->element->place,
                     "resource " + in_quotes(id == nullptr ? "" : *id) +
                         " gets adlcp:scormtype=\"sco\", which is SCORM 1.2's spelling" +
                         (kind == nullptr ? ""
                                          : "; its own adlcp:scormType=" + in_quotes(*kind) +
                                                " stays beside it"));
    }
    enhanced();
  }

  // The launch file that the validator reports: the first SCO by SCORM 1.2's spelling, else the
  // first resource with an href.
  void choose_launch(bool repaired) {
    const auto path_at = [&](std::size_t i) -> std::string {
      if (i == 0 && repaired && !launch_.empty()) return launch_;
      return listed_[i].href == nullptr ? "" : target_of(*listed_[i].href).value_or("");
    };
    std::string first, sco;
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      const auto path = path_at(i);
      if (path.empty()) continue;
      const auto* kind = listed_[i].element->attribute("adlcp:scormtype");
      const bool is_sco = kind == nullptr ? i == 0 && repaired : lower_case(*kind) == "sco";
      if (first.empty()) first = path;
      if (is_sco && sco.empty()) sco = path;
    }
    launch_ = sco.empty() ? first : sco;
  }

  const TargetSubject& subject_;
  const Package& package_;
  Foresight& foresight_;
  std::string path_;  // of the manifest it takes
  std::vector<Listed> listed_;
  std::string launch_;
};

void foresee_portal(const TargetSubject& subject, const std::string& launch, Foresight& foresight) {
  if (subject.package.find("index.html") == nullptr)
    foresight.add(wants_index_page, "", 0,
                  "there is no index.html at the root, without which the content service refuses "
                  "an upload (\"Please Provide Valid File!\"), unless its operators switched that "
                  "check off");
  const auto& course = subject.manifest.structure;
  if (!course || course->manifest != "imsmanifest.xml") return;
  const auto units = units_of(*course);
  if (is_scorm2004(course->standard))
    foresight.add(lacks_2004_api, course->manifest, 0,
                  std::string("the course is ") + to_string(course->standard) +
                      ", but the player offers SCORM 1.2's API only, so it records nothing");
  if (units.size() > 1)
    foresight.add(starts_one_unit, course->manifest, units[1].item->place,
                  "the course has " + std::to_string(units.size()) +
                      " units, but the player opens one page and shows no table of contents; " +
                      in_quotes(units[1].item->title) + " is out of reach");
  if (!units.empty() && !launch.empty() && units.front().resource->launch != launch &&
      subject.package.find(units.front().resource->launch) != nullptr)
    foresight.add(launches_another_page, course->manifest, units.front().resource->place,
                  "the launch page becomes " + in_quotes(launch) +
                      "; the organization's first item " + in_quotes(units.front().item->title) +
                      " launches " + in_quotes(units.front().resource->launch));
}

Result<void> foresee(const TargetSubject& subject, Foresight& foresight) {
  if (subject.size > upload_limit)
    foresight.add(limits_upload, "", 0,
                  "the package has " + std::to_string(subject.size) +
                      " bytes; the creation portal takes " + std::to_string(upload_limit) +
                      " (200 MB)");
  Validator check(subject, foresight);
  HAAT_TRY_VOID(check.run());
  if (!foresight.refused()) foresee_portal(subject, check.launch(), foresight);
  return {};
}

}  // namespace

extern const Target igot;
const Target igot{.id = "igot", .platform = "iGOT Karmayogi", .foresee = foresee};

}  // namespace haat::targets
