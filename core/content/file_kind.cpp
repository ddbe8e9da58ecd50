#include "core/content/file_kind.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/ascii.hpp"
#include "core/package/entry_name.hpp"

namespace haat {
namespace {

struct Ending {
  std::string_view ending;
  FileKind kind;
};

// In alphabetical order, so that one sees what is missing.
constexpr auto endings = std::to_array<Ending>({
    {"3gp", FileKind::video},    {"7z", FileKind::archive},    {"aac", FileKind::audio},
    {"apk", FileKind::program},  {"app", FileKind::program},   {"avi", FileKind::video},
    {"avif", FileKind::image},   {"bat", FileKind::program},   {"bmp", FileKind::image},
    {"cjs", FileKind::script},   {"class", FileKind::program}, {"cmd", FileKind::program},
    {"com", FileKind::program},  {"css", FileKind::style},     {"csv", FileKind::data},
    {"dcr", FileKind::flash},    {"deb", FileKind::program},   {"dll", FileKind::program},
    {"dmg", FileKind::program},  {"doc", FileKind::office},    {"docm", FileKind::office},
    {"docx", FileKind::office},  {"dtd", FileKind::schema},    {"dylib", FileKind::program},
    {"eot", FileKind::font},     {"exe", FileKind::program},   {"flac", FileKind::audio},
    {"flv", FileKind::video},    {"gif", FileKind::image},     {"gz", FileKind::archive},
    {"hta", FileKind::program},  {"htm", FileKind::page},      {"html", FileKind::page},
    {"ico", FileKind::image},    {"jar", FileKind::program},   {"jpeg", FileKind::image},
    {"jpg", FileKind::image},    {"js", FileKind::script},     {"json", FileKind::data},
    {"jsonp", FileKind::script}, {"lnk", FileKind::program},   {"m4a", FileKind::audio},
    {"m4v", FileKind::video},    {"map", FileKind::data},      {"md", FileKind::data},
    {"mid", FileKind::audio},    {"mjs", FileKind::script},    {"mkv", FileKind::video},
    {"mov", FileKind::video},    {"mp3", FileKind::audio},     {"mp4", FileKind::video},
    {"mpeg", FileKind::video},   {"mpg", FileKind::video},     {"msi", FileKind::program},
    {"oga", FileKind::audio},    {"odp", FileKind::office},    {"ods", FileKind::office},
    {"odt", FileKind::office},   {"ogg", FileKind::audio},     {"ogv", FileKind::video},
    {"opus", FileKind::audio},   {"otf", FileKind::font},      {"pdf", FileKind::document},
    {"png", FileKind::image},    {"ppt", FileKind::office},    {"pptm", FileKind::office},
    {"pptx", FileKind::office},  {"ps1", FileKind::program},   {"rar", FileKind::archive},
    {"rm", FileKind::video},     {"rpm", FileKind::program},   {"rtf", FileKind::office},
    {"scr", FileKind::program},  {"sh", FileKind::program},    {"so", FileKind::program},
    {"srt", FileKind::captions}, {"svg", FileKind::drawing},   {"swf", FileKind::flash},
    {"tar", FileKind::archive},  {"tgz", FileKind::archive},   {"tif", FileKind::image},
    {"tiff", FileKind::image},   {"ttf", FileKind::font},      {"txt", FileKind::data},
    {"vbs", FileKind::program},  {"vtt", FileKind::captions},  {"wasm", FileKind::other},
    {"wav", FileKind::audio},    {"weba", FileKind::audio},    {"webm", FileKind::video},
    {"webp", FileKind::image},   {"wma", FileKind::audio},     {"wmv", FileKind::video},
    {"woff", FileKind::font},    {"woff2", FileKind::font},    {"xap", FileKind::flash},
    {"xhtml", FileKind::page},   {"xls", FileKind::office},    {"xlsm", FileKind::office},
    {"xlsx", FileKind::office},  {"xml", FileKind::data},      {"xsd", FileKind::schema},
    {"xz", FileKind::archive},   {"yaml", FileKind::data},     {"yml", FileKind::data},
    {"zip", FileKind::archive},
});

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  FileKind kind;
};

using namespace std::string_view_literals;

// From the formats' own definitions: each is the constant that a reader of it asks for.
constexpr auto signatures = std::to_array<Signature>({
    {0, "\x89PNG\r\n\x1a\n"sv, FileKind::image},
    {0, "\xff\xd8\xff"sv, FileKind::image},
    {0, "GIF87a"sv, FileKind::image},
    {0, "GIF89a"sv, FileKind::image},
    {0, "II*\0"sv, FileKind::image},
    {0, "MM\0*"sv, FileKind::image},
    {8, "WEBPVP8"sv, FileKind::image},
    {4, "ftypavif"sv, FileKind::image},
    {4, "ftypM4A "sv, FileKind::audio},
    {4, "ftyp"sv, FileKind::video},
    {0, "\x1a\x45\xdf\xa3"sv, FileKind::video},  // Matroska, WebM
    {0, "FLV\1"sv, FileKind::video},
    {8, "AVI LIST"sv, FileKind::video},
    {0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11"sv, FileKind::video},  // ASF: WMV, WMA
    {0, "\0\0\1\xba"sv, FileKind::video},                        // MPEG program stream
    {0, "ID3"sv, FileKind::audio},
    {0, "fLaC"sv, FileKind::audio},
    {0, "OggS"sv, FileKind::audio},
    {8, "WAVEfmt "sv, FileKind::audio},
    {0, "%PDF-"sv, FileKind::document},
    {0, "wOFF"sv, FileKind::font},
    {0, "wOF2"sv, FileKind::font},
    {0, "OTTO"sv, FileKind::font},
    {0, "\0\1\0\0\0"sv, FileKind::font},
    {0, "FWS"sv, FileKind::flash},
    {0, "CWS"sv, FileKind::flash},
    {0, "ZWS"sv, FileKind::flash},
    {0, "PK\3\4"sv, FileKind::archive},  // and office documents, which are zips too
    {0, "PK\5\6"sv, FileKind::archive},
    {0, "\x1f\x8b\x08"sv, FileKind::archive},
    {0, "7z\xbc\xaf\x27\x1c"sv, FileKind::archive},
    {0, "Rar!\x1a\x07"sv, FileKind::archive},
    {0,
     "\xfd"
     "7zXZ\0"sv,
     FileKind::archive},
    {257, "ustar"sv, FileKind::archive},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, FileKind::office},  // OLE: .doc, .ppt, .xls
    {0,
     "\x7f"
     "ELF"sv,
     FileKind::program},
    {0, "MZ"sv, FileKind::program},
    {0, "\xca\xfe\xba\xbe"sv, FileKind::program},  // Java class, Mach-O for several processors
    {0, "\xfe\xed\xfa\xce"sv, FileKind::program},
    {0, "\xfe\xed\xfa\xcf"sv, FileKind::program},
    {0, "\xce\xfa\xed\xfe"sv, FileKind::program},
    {0, "\xcf\xfa\xed\xfe"sv, FileKind::program},
    {0, "#!/"sv, FileKind::program},
});

}  // namespace

FileKind kind_by_name(std::string_view path) {
  const auto ending = ending_of(path);
  const auto at = std::find_if(endings.begin(), endings.end(),
                               [&](const Ending& each) { return each.ending == ending; });
  return at == endings.end() ? FileKind::other : at->kind;
}

bool is_system_junk(std::string_view part) {
  // Windows writes its own in letters of either case.
  return part == "__MACOSX" || part == ".DS_Store" || equal_but_for_case(part, "thumbs.db") ||
         equal_but_for_case(part, "desktop.ini") || equal_but_for_case(part, "ehthumbs.db") ||
         part == ".Spotlight-V100" || part == ".Trashes" || part.starts_with("._");
}

bool is_package_managers(std::string_view part) {
  return part == "node_modules" || part == "bower_components";
}
bool is_version_controls(std::string_view part) {
  return part == ".git" || part == ".svn" || part == ".hg";
}

FileKind kind_by_path(std::string_view path) {
  const auto kind = kind_by_name(path);
  bool junk = false;
  each_part(path, [&](std::string_view part, auto) {
    junk = junk || is_system_junk(part) ||
           (kind == FileKind::page && (is_package_managers(part) || is_version_controls(part)));
  });
  return junk ? FileKind::other : kind;
}

FileKind kind_by_bytes(std::string_view head) {
  for (const auto& [offset, bytes, kind] : signatures)
    if (head.size() >= offset + bytes.size() && head.substr(offset, bytes.size()) == bytes)
      return kind;
  return FileKind::other;
}

bool is_text(FileKind kind) {
  switch (kind) {
    case FileKind::page:
    case FileKind::style:
    case FileKind::script:
    case FileKind::data:
    case FileKind::schema:
    case FileKind::drawing:
    case FileKind::captions:
      return true;
    default:
      return false;
  }
}

}  // namespace haat
