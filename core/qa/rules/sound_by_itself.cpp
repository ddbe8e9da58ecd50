#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    if ((element.name == "audio" || element.name == "video") &&
        has_attribute(element, "autoplay") && !has_attribute(element, "muted"))
      report(file.path(), element.place, "<" + element.name + "> plays by itself");
  });
}

}  // namespace

extern const Rule sound_by_itself;
constinit const Rule sound_by_itself{
    .id = "sound-by-itself",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A recording begins to play by itself.",
    .why = "It drowns the voice of a screen reader, and startles a room.",
    .fix = "Take autoplay away, or mute it.",
    .spec = "WCAG 2.2, 1.4.2",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="talk.mp3"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<audio src="talk.mp3" autoplay></audio>
-- talk.mp3 --
ID3
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
