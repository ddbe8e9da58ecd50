#pragma once

#include <string>
#include <vector>

#include "core/qa/rubric/rubric.hpp"
#include "sdk/authoring/client.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

Result<Rubric> rubric_of(MarketplaceClient& client);

void print_rubric(Io& io, const Rubric& rubric, const std::string& language);

struct AssessmentView {
  std::string language = "en";
  bool items = false;  // every item, not the criteria alone
};
void print_assessment(Io& io, const Rubric& rubric, const RubricAnswers& answers,
                      const AssessmentView& view);

// Asks for each item that is open, on `io.err`, and takes the answers from `io.in`: changes as
// with_answers() reads them. An empty line leaves an item open; the end of input, or "q", all that
// are left.
std::vector<std::string> ask_for_answers(Io& io, const Rubric& rubric, const RubricAnswers& answers,
                                         const std::string& language);

// A file to be filled in: what a person has answered, and null for what nobody has.
std::string blank_answers(const Rubric& rubric, const RubricAnswers& answers);

// The same with changes, "item=yes", "item=no:why", "item=na". invalid_argument ("answer-invalid")
Result<std::string> with_answers(const Rubric& rubric, const RubricAnswers& before,
                                 const std::vector<std::string>& changes);

}  // namespace haat::cli
