#include "sdk/authoring/preview/content_type.hpp"

#include <algorithm>
#include <string>

#include "core/package/entry_name.hpp"

namespace haat {

namespace {

struct Row {
  std::string_view ending, type;
};

// Without a charset where the file says itself which one it has.
constexpr Row rows[] = {
    {"html", "text/html"},
    {"htm", "text/html"},
    {"xhtml", "application/xhtml+xml"},
    {"js", "text/javascript"},
    {"mjs", "text/javascript"},
    {"css", "text/css"},
    {"json", "application/json"},
    {"map", "application/json"},
    {"xml", "text/xml"},
    {"xsd", "text/xml"},
    {"dtd", "application/xml-dtd"},
    {"txt", "text/plain"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"gif", "image/gif"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"ico", "image/x-icon"},
    {"bmp", "image/bmp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"ttf", "font/ttf"},
    {"otf", "font/otf"},
    {"eot", "application/vnd.ms-fontobject"},
    {"mp4", "video/mp4"},
    {"m4v", "video/mp4"},
    {"webm", "video/webm"},
    {"ogv", "video/ogg"},
    {"mov", "video/quicktime"},
    {"vtt", "text/vtt"},
    {"srt", "text/plain"},
    {"mp3", "audio/mpeg"},
    {"m4a", "audio/mp4"},
    {"ogg", "audio/ogg"},
    {"oga", "audio/ogg"},
    {"wav", "audio/wav"},
    {"pdf", "application/pdf"},
    {"wasm", "application/wasm"},
    {"swf", "application/x-shockwave-flash"},
};

}  // namespace

std::string_view content_type(std::string_view path) {
  const auto ending = ending_of(path);
  const auto* const row = std::ranges::find(rows, ending, &Row::ending);
  return row == std::end(rows) ? "application/octet-stream" : row->type;
}

}  // namespace haat
