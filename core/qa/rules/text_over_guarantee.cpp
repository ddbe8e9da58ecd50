#include <algorithm>
#include <array>
#include <set>

#include "core/characters.hpp"
#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

struct Guarantee {
  std::string_view element, attribute;  // no attribute: the text
  std::size_t characters;
};

constexpr std::array guarantees{Guarantee{"title", "", 200},
                                Guarantee{"dataFromLMS", "", 4000},
                                Guarantee{"location", "", 2000},
                                Guarantee{"manifest", "version", 20},
                                Guarantee{"organization", "structure", 200},
                                Guarantee{"item", "identifierref", 2000},
                                Guarantee{"item", "parameters", 1000},
                                Guarantee{"resource", "type", 1000},
                                Guarantee{"dependency", "identifierref", 2000}};

// The addresses, and what an xml:base around them makes of them.
void check_addresses(const Subject& subject, const Rule::Reporter& report) {
  constexpr std::size_t most = 2000;
  std::set<Place> lost;  // addresses of files that are not there, as rules of their own tell
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    if (subject.package.find(resource.launch) == nullptr) lost.insert(resource.href_place);
    for (const auto& file : resource.files)
      if (subject.package.find(file.path) == nullptr) lost.insert(file.href_place);
  });
  const auto say = [&](Place place, const std::string& what, std::size_t size) {
    report_in_manifest(subject, report, place,
                       what + " has " + std::to_string(size) +
                           " characters; LMSs have to keep only " + std::to_string(most));
  };
  const auto walk = [&](const auto& self, const Element& element, std::size_t around) -> void {
    if (const auto* base = element.find(xmlns::xml, "base")) {
      const auto size = characters_in(base->value);
      if (size > most) say(base->place, "the xml:base of <" + element.name + ">", size);
      around += size;
    }
    const auto* href = element.find("", "href");
    const auto size = href == nullptr ? 0 : characters_in(href->value);
    // What is too long by itself has been told.
    if (size > most && !lost.contains(href->place))
      say(href->place, "the attribute href of <" + element.name + ">", size);
    else if (size > 0 && size <= most && around <= most && around + size > most)
      say(href->place, "this href with the xml:base before it", around + size);
    for (const auto& child : element.children) self(self, child, around);
  };
  walk(walk, *subject.manifest.root, 0);
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  check_addresses(subject, report);
  std::set<std::string> resources;
  for (const auto& each : subject.manifest.structure->resources) resources.insert(each.identifier);
  std::set<Place> lost;  // files of metadata that are not there, as a rule of its own tells
  for (const auto& file : subject.manifest.structure->metadata_files)
    if (subject.package.find(file.path) == nullptr) lost.insert(file.place);
  each_element(subject, [&](const Element& element) {
    if (element.name_space != imscp && element.name_space != adlcp) return;
    if (lost.contains(element.place)) return;
    for (const auto& [name, attribute, most] : guarantees) {
      if (element.name != name) continue;
      const auto* found = attribute.empty() ? nullptr : element.find("", attribute);
      if (found == nullptr && !attribute.empty()) continue;
      const auto size = characters_in(found == nullptr ? element.text : found->value);
      // A reference that leads nowhere is told as that.
      if (size > most && attribute == "identifierref" &&
          !resources.contains(collapse(found->value)))
        continue;
      if (size > most)
        report_in_manifest(
            subject, report, found == nullptr ? element.place : found->place,
            (found == nullptr ? "the <" + element.name + ">"
                              : "the attribute " + found->name + " of <" + element.name + ">") +
                " has " + std::to_string(size) + " characters; LMSs have to keep only " +
                std::to_string(most));
    }
  });
}

}  // namespace

extern const Rule text_over_guarantee;
constinit const Rule text_over_guarantee{
    .id = "text-over-guarantee",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A value is longer than what every LMS has to keep.",
    .why = "An LMS may cut it off.",
    .fix = "Shorten it.",
    .spec = "SCORM 2004 4th CAM 3.4 (the smallest permitted maximum of each value)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
+<manifest identifier="m" version="2026.11.25-build-1234" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
