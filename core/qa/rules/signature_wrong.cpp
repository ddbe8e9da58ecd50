#include <algorithm>
#include <array>

#include "core/qa/rules/disguise.hpp"
#include "core/qa/rules/file_group.hpp"

namespace haat::rules {
namespace {

// The kinds that a browser tells from their first bytes, whatever the name's ending says of them.
FileKind family(FileKind kind) {
  return kind == FileKind::audio ? FileKind::video : kind;  // one container holds either
}

bool has_other_signature(std::string_view ending, std::string_view bytes) {
  if (ending == "mp3" || ending == "aac")  // a frame's first bits
    return bytes.size() > 1 && bytes[0] == '\xff' && (bytes[1] & '\xe0') == '\xe0';
  if (ending == "bmp") return bytes.starts_with("BM");
  if (ending == "ttf" || ending == "otf")
    return bytes.starts_with("true") || bytes.starts_with("ttcf");
  return false;
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  constexpr std::array<std::string_view, 19> known{
      "png", "jpg", "jpeg", "gif", "webp", "mp4",   "m4v", "webm", "mp3", "m4a",
      "wav", "ogg", "ogv",  "pdf", "woff", "woff2", "ttf", "otf",  "bmp"};
  const auto ending = ending_of(file.path());
  if (std::find(known.begin(), known.end(), ending) == known.end() || file.bytes().empty()) return;
  const auto kind = kind_by_bytes(file.bytes());
  if (family(kind) == family(file.kind()) || has_other_signature(ending, file.bytes()) ||
      !disguise_of(file).empty())
    return;
  // A PDF may have up to 1,024 bytes of anything before it begins.
  if (ending == "pdf" && file.bytes().substr(0, 1024).find("%PDF-") != std::string_view::npos)
    return;
  report(file.path(), 0, "it does not begin as a ." + ending + " file does");
}

}  // namespace

extern const Rule signature_wrong;
constinit const Rule signature_wrong{
    .id = "signature-wrong",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A file does not begin as files of its kind do.",
    .why =
        "Browsers show a broken picture, or nothing: it is damaged, or something else by a wrong "
        "name.",
    .fix = "Export the file again, and look at it in a browser.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="picture.png"/>
-- picture.png --
no picture
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
