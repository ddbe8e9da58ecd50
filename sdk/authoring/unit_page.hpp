#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/course/course.hpp"
#include "core/result.hpp"
#include "sdk/authoring/packaging.hpp"
#include "sdk/authoring/project.hpp"

namespace haat {

// What a unit becomes in the package.
struct UnitPage {
  std::map<std::string, std::string>
      files;                     // path in the package -> bytes; `<unit>/index.html` launches it
  std::optional<int> pass_mark;  // percent; of quizzes
  std::vector<std::string> remarks;  // what the author should know; sentences
};

// Reads `<unit>/<language>.md` for each of the course's languages (a quiz may do without), and a
// quiz's `quiz.json`. The Error names the file and line: "lesson-language-missing",
// "link-target-missing", "image-remote", "quiz-invalid".
Result<UnitPage> make_unit_page(const Project& project, const Unit& unit,
                                const Packaging& packaging);

}  // namespace haat
