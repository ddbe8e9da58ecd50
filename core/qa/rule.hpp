#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/competency/dictionary.hpp"
#include "core/content/content_file.hpp"
#include "core/content/file_names.hpp"
#include "core/content/run_time_use.hpp"
#include "core/course/course.hpp"
#include "core/manifest/manifest.hpp"
#include "core/package/package.hpp"
#include "core/qa/finding.hpp"

namespace haat {

// All that a rule may look at. Rules do no input or output of their own.
struct Subject {
  const Package& package;
  const Manifest& manifest;
  const std::optional<Course>& course;  // none: no haat/course.json, or one that cannot be read
  const std::optional<Error>& course_error;  // why it could not be read
  const std::optional<Error>& damage;  // why not every byte could be read; known to check() only
  const Dictionary& dictionary;
  const FileNames& names;
  const std::vector<Spoken>& spoken;  // of each resource; known to check() only
};

// Who asks for it: a profile can take a whole layer more or less severely. The order is that in
// which a package is read.
enum class Layer {
  container,  // the zip, and the names in it
  schema,     // the manifest is XML that its standard's schema takes
  standard,   // what the standard says in prose
  practice,   // no standard of packages: what learners, platforms and catalogues suffer from
};

const char* to_string(Layer layer);
std::span<const Layer> all_layers();

// A defect that courses can have, and how it is found. One file each in core/qa/rules, one word
// each in core/CMakeLists.txt.
struct Rule {
  using Reporter =
      std::function<void(const std::string& path, Place place, const std::string& message)>;

  std::string_view id;  // names the defect: "allow <id>" must read
  Severity severity;
  Layer layer;
  std::string_view summary;  // one sentence
  std::string_view why;      // what a learner or an LMS suffers
  std::string_view fix;      // what to do
  std::string_view spec;     // the clause, or "practice"
  // A tree that gives this one finding, as a difference over a minimal valid package: "-- path --"
  // begins a file, "-- path -- changed" the lines that change in it, "over SCORM 2004" chooses the
  // other minimal package (tests/rules/minimal*.case). Empty for what no text can show, such as
  // defects of the container: tests/hostile/cases.cpp has them, and rules/examples tries them.
  std::string_view bad;
  std::string_view good;  // one that gives none; empty: the minimal package itself
  // Looks at the course as a whole, once every byte has been seen.
  void (*check)(const Subject&, const Rule::Reporter&) = nullptr;
  // Looks at one file while its bytes pass by, before any check(). Files may come in any order, and
  // several at once on different threads: a rule keeps nothing from one to the next.
  void (*check_file)(const Subject&, const ContentFile&, const Rule::Reporter&) = nullptr;
};

std::span<const Rule* const> all_rules();    // in the order of core/CMakeLists.txt
const Rule* find_rule(std::string_view id);  // nullptr: there is none

}  // namespace haat
