#include "core/content/pages_limit.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject& subject, const ContentFile& file, const Rule::Reporter& report) {
  const Limits limits;
  const auto kind = file.kind();
  if (kind != FileKind::page && kind != FileKind::script && kind != FileKind::style) return;
  const auto megabytes = [](std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; };
  if (file.size() > limits.text_size)
    report(file.path(), 0,
           "it has " + megabytes(file.size()) + "; the limit of what is looked into is " +
               megabytes(limits.text_size));
  else if (file.left_out())
    report(file.path(), 0,
           "the pages before it have more than " + megabytes(pages_limit(subject.package, limits)) +
               " together, which is the limit of what is looked into");
  else if (file.unreadable_page())
    report(
        file.path(), 0,
        "its elements lie deeper than 512 in one another, or would take more than the limit of " +
            megabytes(limits.page_memory));
}

}  // namespace

extern const Rule not_looked_into;
constinit const Rule not_looked_into{
    .id = "not-looked-into",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page, script or style sheet was not looked into.",
    .why =
        "What is wrong with it, if anything, is not in this report; and browsers on phones may "
        "give up on it, too.",
    .fix = "Make it smaller, or nest its elements less deep.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="deep.html"/>
-- deep.html --
<!doctype html>
<html lang="en"><title>Deep</title><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div></html>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
