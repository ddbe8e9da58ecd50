#include <algorithm>
#include <array>

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
                                Guarantee{"resource", "href", 2000},
                                Guarantee{"file", "href", 2000},
                                Guarantee{"dependency", "identifierref", 2000}};

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    if (element.name_space != imscp && element.name_space != adlcp) return;
    for (const auto& [name, attribute, most] : guarantees) {
      if (element.name != name) continue;
      const auto* found = attribute.empty() ? nullptr : element.find("", attribute);
      if (found == nullptr && !attribute.empty()) continue;
      const auto size = characters(found == nullptr ? element.text : found->value);
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
