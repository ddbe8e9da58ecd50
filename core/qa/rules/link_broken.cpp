#include <algorithm>
#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

// A folder, which a web server would show the index page of.
bool is_folder(const Subject& subject, std::string_view path) {
  const auto folder = std::string(path) + "/";
  const auto entries = subject.package.entries();
  const auto at = std::lower_bound(entries.begin(), entries.end(), folder,
                                   [](const Entry& e, const std::string& f) { return e.path < f; });
  return at != entries.end() && at->path.starts_with(folder);
}

void check_file(const Subject& subject, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  for (const auto& link : file.links()) {
    if (link.target != LinkTarget::package || link.path.empty() ||
        subject.package.find(link.path) != nullptr ||
        subject.names.by_another_name(link.path) != nullptr ||  // which has rules of its own
        subject.names.listed_and_missing(link.path))
      continue;
    if (link.use == LinkUse::page && is_folder(subject, link.path)) continue;
    repeats.add(
        link.path, link.place,
        "the " + std::string(to_string(link.use)) + " \"" + link.path + "\" is not in the package");
  }
  repeats.report(file, report);
}

}  // namespace

extern const Rule link_broken;
constinit const Rule link_broken{
    .id = "link-broken",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page or a style sheet refers to a file that is not in the package.",
    .why = "Learners see a broken picture or an error page, or the course does not work at all.",
    .fix = "Add the file, or correct the address.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<img src="gone.png" alt="A map">
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
