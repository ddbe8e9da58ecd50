#include <algorithm>
#include <set>

#include "core/ascii.hpp"
#include "core/nearest.hpp"
#include "core/qa/rules/faulty_addresses.hpp"
#include "core/qa/rules/leftovers.hpp"

namespace haat::rules {
namespace {

// Schemas, the manifest itself and what is Haat's need no mention; what is there by accident has
// rules of its own.
bool needs_none(std::string_view path) {
  return path == "imsmanifest.xml" || path.starts_with("haat/") || path.ends_with(".xsd") ||
         path.ends_with(".dtd") || is_leftover(path);
}

// Another standard's manifest, and packages within the package: rules of their own tell them.
class OtherPackages {
 public:
  explicit OtherPackages(const Subject& subject) {
    for (const auto& problem : subject.manifest.problems) {
      if (problem.id == "manifest-ambiguous") manifests_.insert(problem.path);
      if (problem.id == "package-inside-package") folders_.insert(folder_of(problem.path));
    }
  }
  bool has(std::string_view path) const {
    if (manifests_.contains(path)) return true;
    if (folders_.empty()) return false;
    for (auto folder = folder_of(path); !folder.empty(); folder = folder_of(folder))
      if (folders_.contains(folder)) return true;
    return false;
  }

 private:
  std::set<std::string_view> manifests_, folders_;
};

constexpr std::size_t most_missing = 101;  // where so many are, whole folders are

// The name of the file that an address is about which cannot be followed.
std::string_view name_in(std::string_view address) {
  return address.substr(address.find_last_of("/\\") + 1);
}

// What of the package is listed: a manifest may list a hundred thousand files that are not there.
class Listed {
 public:
  explicit Listed(const Subject& subject) {
    const auto& course = *subject.manifest.structure;
    const FaultyAddresses faulty(subject);
    for (const auto& resource : course.resources) {
      const bool lost = !base_fault(resource.base).empty();
      add(subject, resource.launch, lost || faulty.contains(resource.href_place));
      for (const auto& file : resource.files)
        add(subject, file.path, lost || faulty.contains(file.href_place));
    }
    each_element(subject, [&](const Element& element) {
      if (element.name == "file" && element.find("", "href") == nullptr) ++astray_;
    });
    astray_ += missing_.size() + missing_more_;
    // A <location> in other letters or another place is told by itself.
    each_element(subject, [&](const Element& element) {
      constexpr std::string_view location = "location";
      if (element.name.size() + 1 >= location.size() &&
          element.name.size() <= location.size() + 1 && element.children.empty() &&
          !nearest(element.name, {std::string(location)}).empty())
        add_present(subject, package_path("", element.text));
    });
    for (const auto& file : course.metadata_files)
      add(subject, file.path, faulty.contains(file.place));
    const auto& problems = subject.manifest.problems;
    if (std::any_of(problems.begin(), problems.end(), [](const ManifestProblem& problem) {
          return problem.id == "element-unexpected" || problem.id == "attribute-unexpected";
        }))
      add_misplaced(subject, *subject.manifest.root, "");
  }
  // What is listed and not there, at most `most_missing`; rules of their own tell it.
  const std::set<std::string>& missing() const { return missing_; }
  // How many files of resources are listed in a way that leads to none.
  std::size_t astray() const { return astray_; }
  bool has(std::string_view path) const {
    return paths_.contains(path) || (!names_.empty() && names_.contains(file_name(path)));
  }

 private:
  void add(const Subject& subject, std::string_view path, bool lost) {
    add_present(subject, path);
    if (!lost && is_absolute_url(path)) ++astray_;
    if (!lost && !path.empty() && !is_absolute_url(path) && !leads_out(path) &&
        subject.package.find(path) == nullptr) {
      if (missing_.size() < most_missing)
        missing_.emplace(path);
      else
        ++missing_more_;
    }
    if (const auto* meant = subject.names.but_for_case(path)) paths_.insert(meant->path);
    if (!lost && !leads_out(path)) return;
    names_.emplace(name_in(path));
    ++astray_;
  }

  void add_present(const Subject& subject, std::string_view path) {
    if (const auto* entry = subject.package.find(path)) paths_.insert(entry->path);
  }

  // An address in an element or attribute that is wrong by its place or letters: the schema has
  // told it.
  void add_misplaced(const Subject& subject, const Element& element, const std::string& around) {
    const auto here = base_within(around, element);
    for (const auto& attribute : element.attributes)
      if (equal_but_for_case(attribute.name, "href"))
        add(subject, package_path(here, collapse(attribute.value)), false);
    for (const auto& child : element.children) add_misplaced(subject, child, here);
  }

  std::set<std::string_view> paths_;  // of the package's own
  std::set<std::string, std::less<>> names_;
  std::set<std::string> missing_;
  std::size_t astray_ = 0, missing_more_ = 0;
};

// Whether a listed file that is not there may be this one: of that name in another folder, or
// nearly of that name in the same.
bool may_be(std::string_view missing, std::string_view path) {
  if (file_name(missing) == file_name(path)) return true;
  return folder_of(missing) == folder_of(path) &&
         !nearest(file_name(missing), {std::string(file_name(path))}).empty();
}

// Takes away those whose addresses are mistyped: that they are missing is told already, each of
// them for one. Where one file is listed that is not there, and one is there that is not listed,
// they are the same.
void leave_mistyped(const Listed& listed, std::vector<std::string_view>& unlisted) {
  const auto& missing = listed.missing();
  if (listed.astray() == 1 && unlisted.size() == 1) return unlisted.clear();
  if (missing.size() >= most_missing) return;
  for (const auto& path : missing)
    if (const auto at = std::find_if(unlisted.begin(), unlisted.end(),
                                     [&](std::string_view each) { return may_be(path, each); });
        at != unlisted.end())
      unlisted.erase(at);
}

// Whether something refers to a resource that is not there, which another rule tells: what it
// listed is listed no more.
bool lacks_a_resource(const Subject& subject) {
  std::set<std::string_view> known;
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    known.insert(resource.identifier);
  });
  bool lost = false;
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    for (const auto& wanted : resource.dependencies) lost = lost || !known.contains(wanted);
  });
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    lost = lost || (!item.identifierref.empty() && !known.contains(item.identifierref));
  });
  return lost;
}

void check(const Subject& subject, const Rule::Reporter& report) {
  // The others list no files.
  if (!is_scorm(subject) || lacks_resources(subject) || lacks_a_resource(subject)) return;
  const Listed listed(subject);
  const OtherPackages others(subject);
  std::vector<std::string_view> unlisted;
  for (const auto& entry : subject.package.entries())
    if (!listed.has(entry.path) && !needs_none(entry.path) && is_utf8(entry.path) &&
        !others.has(entry.path))
      unlisted.push_back(entry.path);
  leave_mistyped(listed, unlisted);
  for (const auto path : unlisted)
    report(std::string(path), 0, "no resource of the manifest lists this file");
}

}  // namespace

extern const Rule file_not_listed;
constinit const Rule file_not_listed{
    .id = "file-not-listed",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The package contains a file that the manifest does not list.",
    .why = "LMSs that copy only what is listed leave it out, and the course breaks there.",
    .fix = "Add a <file> for it to the resource that uses it, or leave it out of the package.",
    .spec = "SCORM 1.2 CAM 2.3.2.3; SCORM 2004 CAM 3.4.1.2",
    .bad = R"(
-- extra.js --
var extra;
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
