#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  for (const auto& link : file.links())
    if (link.use == LinkUse::captions && !lower_case(link.path).ends_with(".vtt") &&
        !link.path.empty())
      report(file.path(), link.place, "the captions \"" + link.path + "\" are no WebVTT");
}

}  // namespace

extern const Rule captions_not_webvtt;
constinit const Rule captions_not_webvtt{
    .id = "captions-not-webvtt",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page names captions that browsers do not read.",
    .why = "The recording has captions, and nobody sees them.",
    .fix = "Convert them to WebVTT (.vtt), which is what <track> takes.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="film.srt"/>
+      <file href="film.mp4"/>
-- film.srt --
1
-- film.mp4 --
0000ftypisom
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<video src="film.mp4"><track kind="captions" src="film.srt"></video>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
