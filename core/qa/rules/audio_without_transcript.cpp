#include <optional>

#include "core/qa/rules/transcript.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  std::optional<bool> transcript;
  each_page_element(file, [&](const Element& element) {
    // Without controls it is a sound of the page, not a talk.
    if (element.name != "audio" || !has_attribute(element, "controls")) return;
    if (!transcript) transcript = offers_transcript(file);
    if (!*transcript)
      report(file.path(), element.place, "the page has no transcript of the recording");
  });
}

}  // namespace

extern const Rule audio_without_transcript;
constinit const Rule audio_without_transcript{
    .id = "audio-without-transcript",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A recording of sound has no transcript.",
    .why = "Whoever cannot hear it learns nothing from it.",
    .fix = "Put its text beside it, and call it a transcript.",
    .spec = "WCAG 2.2, 1.2.1",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="talk.mp3"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<audio src="talk.mp3" controls></audio>
-- talk.mp3 --
ID3
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
