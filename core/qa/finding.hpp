#pragma once

#include <string>
#include <vector>

#include "core/qa/excerpt.hpp"

namespace haat {

enum class Severity {
  advice,   // taste; off by default
  warning,  // a SHOULD, or likely harm
  error,    // breaks a normative sentence, or will not run
};

const char* to_string(Severity severity);

// What a machine can prove about a course.
struct Finding {
  std::string rule;  // id
  Severity severity = Severity::error;
  std::string path;     // the file in the package; empty: the package as a whole
  int line = 0;         // from 1; 0: the whole file
  std::string message;  // one sentence, without a full stop, with the values that matter
  int column = 0;       // from 1, in Unicode characters; 0: the whole line
  Excerpt excerpt = {};
};

// Sorted by path, line, rule; never the same twice.
struct Report {
  std::string package;  // as the user named it
  std::vector<Finding> findings;
  std::string profile = "";   // id
  std::string standard = "";  // of the manifest; empty: it has none that is known
  std::string title = "";     // of the course; empty: it has none
  std::string digest = "";    // SHA-256 of the zip, where somebody asked for it

  int count(Severity severity) const;
};

}  // namespace haat
