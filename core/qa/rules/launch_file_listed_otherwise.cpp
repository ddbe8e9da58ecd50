#include "core/qa/rules/listed_files.hpp"

namespace haat::rules {
namespace {

// As it is written: ".." taken out, but not "." or what is escaped; what stands behind "?" or "#"
// is for the page that is launched.
std::string without_detours(std::string_view address) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= address.size();) {
    const auto to = std::min(address.find('/', from), address.size());
    const auto part = address.substr(from, to - from);
    if (part == ".." && !parts.empty())
      parts.pop_back();
    else
      parts.push_back(part);
    from = to + 1;
  }
  std::string joined;
  for (const auto part : parts) joined.append(joined.empty() ? "" : "/").append(part);
  return joined;
}
std::string written(const std::string& base, std::string_view address) {
  return without_detours(base + std::string(address));
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  std::map<Place, std::string> addresses;  // of each <file>, by its place
  each_inner_element(subject, [&](const Element& resource, const Element& file) {
    const auto* base = resource.attribute(xmlns::xml, "base");
    const auto* href = file.find("", "href");
    if (file.name == "file" && href != nullptr)
      addresses.emplace(href->place,
                        written(std::string(base == nullptr ? "" : *base), href->value));
  });
  const ListedFiles listed(subject);
  each_element(subject, [&](const Element& element) {
    const auto* href = is_resource(subject, element) ? element.find("", "href") : nullptr;
    if (href == nullptr) return;
    const auto* base = element.attribute(xmlns::xml, "base");
    const auto launched = written(std::string(base == nullptr ? "" : *base),
                                  href->value.substr(0, href->value.find_first_of("?#")));
    each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
      if (resource.href_place != href->place || subject.package.find(resource.launch) == nullptr)
        return;
      std::string otherwise;
      for (const auto* file : listed.of(resource)) {
        const auto at = addresses.find(file->href_place);
        if (at == addresses.end() || file->path != resource.launch) continue;
        if (at->second == launched) return;
        otherwise = at->second;
      }
      if (!otherwise.empty())
        report(course.manifest, resource.href_place,
               "resource \"" + resource.identifier + "\" launches \"" + launched +
                   "\", which its <file> writes as \"" + otherwise + "\"");
    });
  });
}

}  // namespace

extern const Rule launch_file_listed_otherwise;
constinit const Rule launch_file_listed_otherwise{
    .id = "launch-file-listed-otherwise",
    .severity = Severity::advice,
    .layer = Layer::standard,
    .summary = "A resource launches a file and lists it by another spelling of its address.",
    .why =
        "The standard asks for an identical address: an LMS that compares the two as texts takes "
        "the file for one that is missing.",
    .fix = "Write the href of the <file> exactly as that of the resource, without its parameters.",
    .spec = "SCORM 2004 4th CAM 3.4.1.2 (REQ_30.7.3.9.1.1)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="./index.html"/>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
