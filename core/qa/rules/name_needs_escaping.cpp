#include <map>

#include "core/qa/rules/enclosing_folder.hpp"
#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  constexpr std::string_view special = "#%&?+ ";
  std::map<char, FileGroup> groups;
  const auto folder = enclosing_folder(subject);
  for (const auto& entry : subject.package.entries()) {
    const auto path = within(folder, entry.path);
    const auto at = path.find_first_of(special);
    if (at == std::string_view::npos) continue;
    groups[path[at]].add(entry.path);
  }
  for (const auto& [character, group] : groups)
    group.report(report, character == ' '
                             ? std::string("the name has a blank")
                             : "the name has the character " + std::string(1, character));
}

}  // namespace

extern const Rule name_needs_escaping;
constinit const Rule name_needs_escaping{
    .id = "name-needs-escaping",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A file's name has a character that means something else in an address.",
    .why =
        "Some LMSs and web servers look for another file: everything behind \"#\" or \"?\" is cut, "
        "\"%\" and \"+\" are taken for escapes, blanks are refused.",
    .fix =
        "Name files with letters of a to z, digits, \"-\", \"_\" and \".\", and correct what "
        "refers to them.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="a+b.txt"/>
-- a+b.txt --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
