#include <set>

#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

std::string plug_in_of(const Element& element) {
  if (element.name == "applet") return "Java";
  if (element.name != "object" && element.name != "embed") return {};
  const auto type = lower_case(attribute_of(element, "type"));
  const auto id = lower_case(attribute_of(element, "classid"));
  if (type.find("java") != std::string::npos) return "Java";
  if (type.find("silverlight") != std::string::npos) return "Silverlight";
  if (type.find("flash") != std::string::npos || type.find("director") != std::string::npos ||
      id.find("d27cdb6e") != std::string::npos)
    return "Flash";
  return id.starts_with("clsid:") ? "ActiveX" : "";
}

// Which has a rule of its own.
bool has_flash_file(const Subject& subject) {
  for (const auto& entry : subject.package.entries())
    if (kind_by_name(entry.path) == FileKind::flash) return true;
  return false;
}

void check_file(const Subject& subject, const ContentFile& file, const Rule::Reporter& report) {
  std::set<std::string> seen;
  each_page_element(file, [&](const Element& element) {
    const auto plug_in = plug_in_of(element);
    if (plug_in.empty() || !seen.insert(plug_in).second) return;
    if (plug_in == "Java" || plug_in == "ActiveX" || !has_flash_file(subject))
      report(file.path(), element.place, "<" + element.name + "> needs " + plug_in);
  });
}

}  // namespace

extern const Rule plug_in_needed;
constinit const Rule plug_in_needed{
    .id = "plug-in-needed",
    .severity = Severity::error,
    .layer = Layer::practice,
    .summary = "A page needs a plug-in that no browser has any more.",
    .why = "Learners see an empty box: Java applets, ActiveX, Silverlight and Flash do not run.",
    .fix = "Make it anew as HTML.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<applet code="Clock.class"></applet>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
