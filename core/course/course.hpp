#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/package/limits.hpp"
#include "core/result.hpp"

namespace haat {

// A text in several languages: BCP 47 tag -> text.
using Translated = std::map<std::string, std::string>;

struct CompetencyTag {
  std::string id;  // of a dictionary: "CID311", "COMTHEME-000046" (core/competency/dictionary.hpp)
  int level = 0;   // 1 beginner .. 5 expert; 0: not said
};

// A part of a course that Haat authored. Courses that were imported have none.
struct Unit {
  std::string id;    // folder below the project, and the item's identifier
  std::string kind;  // "lesson" or "quiz"
  Translated title;
};

// `haat/course.json` of a package, `course.json` of a course project: what no standard's manifest
// has room for.
struct Course {
  std::string id;  // "org.example.first-aid": lower-case labels with dots; all but the last are the
                   // namespace
  std::string version;  // semantic version 2.0
  Translated title;
  Translated description;
  std::vector<CompetencyTag> competencies;
  std::string duration;  // ISO 8601: "PT20M"
  std::string licence;   // SPDX expression: "CC-BY-4.0"
  std::string provider;  // who answers for the course
  std::vector<Unit> units;
};

// The file in a package, and the largest that is read.
inline constexpr std::string_view course_json_path = "haat/course.json";

// Checks the text against the JSON Schema (course_schema()) and reads it. invalid_argument
// ("course-json-invalid") names the file, the member and what it should be.
Result<Course> parse_course(std::string_view json, const Limits& limits = {},
                            std::string_view file = course_json_path);

// Canonical: equal courses give equal bytes. Ends with a newline.
std::string to_json(const Course& course);

// The JSON Schema (draft 7) that the command and the server share.
std::string_view course_schema();

// The text in the language asked for, else in one that is near, else English, else the first; empty
// if there is none.
std::string_view in_language(const Translated& text, std::string_view language);

}  // namespace haat
