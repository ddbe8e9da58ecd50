#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace haat {

// What the package needs to know of a `quiz.json`; its questions go to the player as they are
// written.
struct Quiz {
  int pass_mark = 0;  // percent
  std::string json;   // compact, ASCII
};

// `name` is the file, for messages. invalid_argument ("quiz-invalid") names the question and what
// is wrong with it: every text must be there in each of the languages, and a single choice has
// exactly one right answer.
Result<Quiz> parse_quiz(std::string_view text, const std::string& name,
                        const std::vector<std::string>& languages);

}  // namespace haat
