#include <algorithm>
#include <deque>
#include <set>

#include "core/ascii.hpp"
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

// The name of the file that an address is about which cannot be followed.
std::string_view name_in(std::string_view address) {
  return address.substr(address.find_last_of("/\\") + 1);
}

class Listed {
 public:
  explicit Listed(const Subject& subject) {
    const auto& course = *subject.manifest.structure;
    const FaultyAddresses faulty(subject);
    for (const auto& path : course.metadata_files) add(subject, path, false);
    for (const auto& resource : course.resources) {
      const bool lost = !base_fault(resource.base).empty();
      add(subject, resource.launch, lost || faulty.contains(resource.href_place));
      for (const auto& file : resource.files)
        add(subject, file.path, lost || faulty.contains(file.href_place));
    }
    const auto& problems = subject.manifest.problems;
    if (std::any_of(problems.begin(), problems.end(), [](const ManifestProblem& problem) {
          return problem.id == "element-unexpected" || problem.id == "attribute-unexpected";
        }))
      add_misplaced(subject, *subject.manifest.root, "");
  }
  bool has(std::string_view path) const {
    return paths_.contains(path) || (!names_.empty() && names_.contains(file_name(path)));
  }

 private:
  void add(const Subject& subject, std::string_view path, bool lost) {
    paths_.insert(path);
    if (const auto* meant = subject.names.but_for_case(path)) paths_.insert(meant->path);
    if (lost || leads_out(path)) names_.insert(name_in(path));
  }

  // An address in an element or attribute that is wrong by its place or letters: the schema has
  // told it.
  void add_misplaced(const Subject& subject, const Element& element, const std::string& around) {
    const auto here = base_within(around, element);
    for (const auto& attribute : element.attributes)
      if (equal_but_for_case(attribute.name, "href"))
        add(subject, misplaced_.emplace_back(package_path(here, collapse(attribute.value))), false);
    for (const auto& child : element.children) add_misplaced(subject, child, here);
  }

  std::deque<std::string> misplaced_;
  std::set<std::string_view> paths_, names_;
};

void check(const Subject& subject, const Rule::Reporter& report) {
  // The others list no files.
  if (!is_scorm(subject) || lacks_resources(subject)) return;
  const Listed listed(subject);
  const OtherPackages others(subject);
  for (const auto& entry : subject.package.entries())
    if (!listed.has(entry.path) && !needs_none(entry.path) && is_utf8(entry.path) &&
        !others.has(entry.path))
      report(entry.path, 0, "no resource of the manifest lists this file");
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
