#include <algorithm>
#include <array>

#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  constexpr std::array<std::string_view, 17> unplayable{"wmv", "avi",  "flv",  "f4v",  "mov", "mkv",
                                                        "rm",  "mpg",  "mpeg", "3gp",  "wma", "mid",
                                                        "ra",  "aiff", "tif",  "tiff", "asf"};
  for (const auto& entry : subject.package.entries())
    if (const auto ending = ending_of(entry.path);
        std::find(unplayable.begin(), unplayable.end(), ending) != unplayable.end())
      report(entry.path, 0, "not every browser shows or plays files of the kind ." + ending);
}

}  // namespace

extern const Rule media_unplayable;
constinit const Rule media_unplayable{
    .id = "media-unplayable",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "Browsers do not play a recording or show a picture of this kind.",
    .why = "Learners see an empty box, or are asked to save a file that their phone cannot open.",
    .fix =
        "Convert it: video to MP4 (H.264 and AAC) or WebM, sound to MP3 or M4A, pictures to JPEG, "
        "PNG, WebP or SVG.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="film.wmv"/>
-- film.wmv --
x
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
