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

// A part of a path that an operating system put there.
bool is_system_junk(std::string_view part);
// A part of a path that is a package manager's folder, or a version control's.
bool is_package_managers(std::string_view part);
bool is_version_controls(std::string_view part);

// By its whole path: what an operating system keeps beside a file is not what it is named after
// (AppleDouble), and pages in either of those folders are none of the course.
FileKind kind_by_path(std::string_view path);

// By the signature at its beginning; `other` where there is none that is known: texts have none.
FileKind kind_by_bytes(std::string_view head);

bool is_text(FileKind kind);

}  // namespace haat
