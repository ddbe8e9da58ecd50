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
  std::map<Place, std::string>
      addresses;  // of each <resource> and <file>, by the place of its href
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    const auto* href = element.find("", "href");
    const bool file = element.name == "file";
    if (href == nullptr || (!file && !is_resource(subject, element))) return;
    const auto* base = (file ? parent : element).attribute(xmlns::xml, "base");
    addresses.emplace(
        href->place,
        written(std::string(base == nullptr ? "" : *base),
                file ? href->value : href->value.substr(0, href->value.find_first_of("?#"))));
  });
  const ListedFiles listed(subject);
  // The two ways to write one file are told once, however many resources share it.
  struct Slip {
    const Resource* first;
    int times = 0;
  };
  std::map<std::pair<std::string, std::string>, Slip> slips;
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    const auto launched = addresses.find(resource.href_place);
    if (launched == addresses.end() || subject.package.find(resource.launch) == nullptr) return;
    std::string otherwise;
    const bool alike = listed.is_any(resource, [&](const Resource& each) {
      bool found = false;
      listed.each_at(each, resource.launch, [&](const Resource::File& file) {
        const auto at = addresses.find(file.href_place);
        if (at == addresses.end()) return;
        found = found || at->second == launched->second;
        otherwise = at->second;
      });
      return found;
    });
    if (!alike && !otherwise.empty())
      ++slips.try_emplace({launched->second, otherwise}, Slip{&resource}).first->second.times;
  });
  for (const auto& [addresses_of, slip] : slips) {
    const auto& [launched, otherwise] = addresses_of;
    report_in_manifest(
        subject, report, slip.first->href_place,
        "resource \"" + slip.first->identifier +
            (slip.times == 1 ? "\" launches \"" + launched + "\", which its <file> writes as \""
                             : "\" and " + std::to_string(slip.times - 1) + " more launch \"" +
                                   launched + "\", which their <file> writes as \"") +
            otherwise + "\"");
  }
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
