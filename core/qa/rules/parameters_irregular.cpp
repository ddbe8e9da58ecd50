#include "core/ascii.hpp"
#include "core/qa/rules/launch_parameters.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

// What may stand in a name, a value or a #place as it is: IMS refers to RFC 2396, where all else
// has to be escaped.
bool is_plain(char c) {
  return is_letter_or_digit(c) || std::string_view("-_.!~*'()%|").find(c) != std::string_view::npos;
}
std::string irregular_sign(std::string_view text) {
  const auto at = std::find_if_not(text.begin(), text.end(), is_plain);
  if (at == text.end()) return {};
  const auto begin = static_cast<std::size_t>(at - text.begin());
  auto end = begin + 1;  // a sign of UTF-8 goes on for a while
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return "the parameters have \"" + std::string(text.substr(begin, end - begin)) +
         "\", which has to be escaped";
}

// Empty: none.
std::string irregularity(std::string_view text) {
  const auto place = text.rfind('#');
  if (place != std::string_view::npos) {
    if (auto sign = irregular_sign(text.substr(place + 1)); !sign.empty()) return sign;
    text = text.substr(0, place);
    if (text.empty()) return {};
  }
  if (text.starts_with('?')) text.remove_prefix(1);
  if (text.empty()) return {};  // a lone "?" adds nothing
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find('&', from), text.size());
    const auto pair = text.substr(from, to - from);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == pair.size() ||
        pair[equals + 1] == '=')
      return "the part \"" + std::string(pair) + "\" of the parameters is no name=value pair";
    const auto value = pair.substr(equals + 1);
    for (const auto half : {pair.substr(0, equals), value.substr(0, value.find('='))})
      if (auto sign = irregular_sign(half); !sign.empty()) return sign;
    from = to + 1;
  }
  return {};
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* parameters = element.name == "item" ? element.find("", "parameters") : nullptr;
    // What cannot be joined to an address at all has a rule of its own.
    if (parameters == nullptr || !joins_an_address(parameters->value)) return;
    if (const auto fault = irregularity(parameters->value); !fault.empty())
      report_in_manifest(subject, report, parameters->place, fault);
  });
}

}  // namespace

extern const Rule parameters_irregular;
constinit const Rule parameters_irregular{
    .id = "parameters-irregular",
    .severity = Severity::advice,
    .layer = Layer::standard,
    .summary = "The launch parameters of an item are not written as IMS asks for.",
    .why =
        "An LMS that takes them apart by the standard's grammar may hand on something else, or "
        "refuse the course.",
    .fix =
        "Write name=value pairs with \"&\" between them, and every other sign escaped: \"%2F\" for "
        "\"/\".",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.6.3.6.4.2); IMS CP 1.1.4, 4.3.2.2; RFC 2396, 3.4",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" parameters="?lesson=1/2"><title>Start</title></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" parameters="?lesson=1%2F2&amp;page=3#end"><title>Start</title></item>
)",
    .check = check,
};

}  // namespace haat::rules
