#include <optional>

#include "core/qa/rules/transcript.hpp"

namespace haat::rules {
namespace {

bool has_captions(const Element& video) {
  for (const auto& child : video.children)
    if (child.name == "track") {
      const auto kind = lower_case(attribute_of(child, "kind"));
      if (kind.empty() || kind == "captions" || kind == "subtitles") return true;
    }
  return false;
}
// A picture that moves: nothing is said in it.
bool is_silent(const Element& video) {
  return has_attribute(video, "muted") && has_attribute(video, "loop");
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  std::optional<bool> transcript;
  each_page_element(file, [&](const Element& element) {
    if (element.name != "video" || has_captions(element) || is_silent(element) ||
        is_hidden_element(element))
      return;
    if (!transcript) transcript = offers_transcript(file);
    if (!*transcript)
      report(file.path(), element.place, "the video has no captions, and the page no transcript");
  });
}

}  // namespace

extern const Rule video_without_captions;
constinit const Rule video_without_captions{
    .id = "video-without-captions",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A video has neither captions nor a transcript.",
    .why = "Whoever cannot hear it, or sits where sound is off, learns nothing from it.",
    .fix =
        "Add <track kind=\"captions\" src=\"...\" srclang=\"...\"> with a WebVTT file, or a "
        "transcript beside it.",
    .spec = "WCAG 2.2, 1.2.2",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="film.mp4"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<video src="film.mp4" controls></video>
-- film.mp4 --
0000ftypisom
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
