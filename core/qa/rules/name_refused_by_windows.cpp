#include <set>

#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

bool is_device(std::string_view part) {
  std::string name(part.substr(0, part.find('.')));
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (name == "CON" || name == "PRN" || name == "AUX" || name == "NUL") return true;
  return name.size() == 4 && (name.starts_with("COM") || name.starts_with("LPT")) &&
         name[3] >= '1' && name[3] <= '9';
}

std::string fault_of(std::string_view part) {
  if (is_device(part)) return "\"" + std::string(part) + "\" is the name of a device";
  if (const auto at = part.find_first_of(":*?\"<>|"); at != std::string_view::npos)
    return "it has the character " + std::string(1, part[at]);
  if (part.ends_with('.')) return "\"" + std::string(part) + "\" ends in a dot";
  if (part.ends_with(' ')) return "\"" + std::string(part) + "\" ends in a blank";
  return {};
}

void check(const Subject& subject, const Rule::Reporter& report) {
  std::set<std::string_view> said;    // a folder's fault is told once, not for each file in it
  std::set<std::string_view> judged;  // what the audit of the container says of a name is enough
  for (const auto& defect : subject.package.defects()) judged.insert(defect.path);
  for (const auto& entry : subject.package.entries()) {
    if (judged.contains(entry.path)) continue;
    each_part(entry.path, [&](std::string_view part, std::string_view path) {
      const auto fault = fault_of(part);
      if (!fault.empty() && said.insert(path).second)
        report(std::string(path), 0, "Windows refuses this name: " + fault);
    });
  }
}

}  // namespace

extern const Rule name_refused_by_windows;
constinit const Rule name_refused_by_windows{
    .id = "name-refused-by-windows",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "Windows refuses the name of a file.",
    .why =
        "An LMS that runs on Windows cannot unpack the package, nor can a learner who downloads "
        "it.",
    .fix =
        "Rename the file: no : * ? \" < > | or backslash, no dot or blank at the end of a name, "
        "and none of CON, PRN, AUX, NUL, COM1 to COM9, LPT1 to LPT9.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="aux.txt"/>
-- aux.txt --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
