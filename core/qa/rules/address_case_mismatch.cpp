#include <set>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  std::set<std::string_view> seen;
  const auto judge = [&](const std::string& manifest, Place place, const std::string& path) {
    const auto* file = subject.names.but_for_case(path);
    if (file != nullptr && seen.insert(path).second)
      report(manifest, place, "\"" + path + "\" is named \"" + file->path + "\" in the package");
  };
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    const auto& source = source_of(course, resource);
    if (!resource.launch.empty()) judge(source, resource.href_place, resource.launch);
    for (const auto& file : resource.files) judge(source, file.href_place, file.path);
  });
  if (!is_scorm(subject)) return;
  for (const auto& file : subject.manifest.structure->metadata_files)
    judge(subject.manifest.structure->manifest, file.place, file.path);
}

void check_file(const Subject& subject, const ContentFile& file, const Rule::Reporter& report) {
  std::set<std::string_view> seen;
  for (const auto& link : file.links())
    if (const auto* entry = link.path.empty() ? nullptr : subject.names.but_for_case(link.path);
        entry != nullptr && seen.insert(link.path).second)
      report(file.path(), link.place,
             "\"" + link.path + "\" is named \"" + entry->path + "\" in the package");
}

}  // namespace

extern const Rule address_case_mismatch;
constinit const Rule address_case_mismatch{
    .id = "address-case-mismatch",
    .severity = Severity::error,
    .layer = Layer::practice,
    .summary = "An address differs from its file's name in the case of letters.",
    .why =
        "It works on the author's Windows or Mac, and nowhere else: most web servers do not find "
        "the file.",
    .fix = "Write the address exactly as the file is named.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="Picture.txt"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<a href="picture.txt">Notes</a>
-- Picture.txt --
x
)",
    .good = "",
    .check = check,
    .check_file = check_file,
};

}  // namespace haat::rules
