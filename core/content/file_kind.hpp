#pragma once

#include <string_view>

namespace haat {

// What a file of a course is for.
enum class FileKind {
  page,     // HTML
  style,    // CSS
  script,   // JavaScript
  data,     // JSON, XML, text: for the course's own scripts
  schema,   // XSD, DTD
  image,    // of pixels
  drawing,  // SVG
  audio,
  video,
  captions,  // WebVTT, SubRip
  document,  // PDF
  office,    // what a word processor, a spreadsheet or a slide program reads
  font,
  flash,  // what no browser plays any more: Flash, Silverlight, Shockwave
  archive,
  program,  // what a computer would run
  other,
};

// By the ending of its name, whatever its letters' case.
FileKind kind_by_name(std::string_view path);

// By the signature at its beginning; `other` where there is none that is known: texts have none.
FileKind kind_by_bytes(std::string_view head);

bool is_text(FileKind kind);

}  // namespace haat
