#include <algorithm>

#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

constexpr std::size_t longest = 150;

void check(const Subject& subject, const Rule::Reporter& report) {
  FileGroup group;
  std::size_t length = 0;
  for (const auto& entry : subject.package.entries())
    if (entry.path.size() > longest) {
      group.add(entry.path);
      length = std::max(length, entry.path.size());
    }
  group.report(report, "the path is too long: the limit is " + std::to_string(longest) +
                           " bytes, and the longest path has " + std::to_string(length));
}

}  // namespace

extern const Rule path_too_long;
constinit const Rule path_too_long{
    .id = "path-too-long",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The path of a file is longer than some platforms take.",
    .why =
        "An LMS puts folders of its own in front of it; Windows refuses more than 260 characters "
        "altogether, and the file is missing.",
    .fix = "Shorten the names of folders and files: 150 characters leave room enough.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.txt"/>
-- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.txt --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
