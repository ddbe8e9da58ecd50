#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/package/limits.hpp"
#include "core/qa/rubric/facts.hpp"
#include "core/qa/rubric/rubric.hpp"
#include "core/result.hpp"

namespace haat {

enum class Answer { yes, no, not_applicable };
const char* to_string(Answer answer);  // "not_applicable"

struct Answered {
  Answer answer = Answer::no;
  bool by_machine = false;
  std::string note;  // of a person; of the machine, the evidence
};

// The answers to a rubric's items about one package. What is left out is unanswered.
struct Assessment {
  std::string rubric;                                    // its id: "haat-quality/1"
  std::map<std::string, Answered, std::less<>> answers;  // by item
};

// What the machine can answer.
Assessment machine_answers(const Rubric& rubric, const Facts& facts);

// What a person says, with the machine's answers where they say nothing:
//   {"rubric": "haat-quality/1", "answers": {"objectives-stated": "yes",
//    "links-work": {"answer": "yes", "note": "the archive is linked on purpose"}}}
// Against the machine's answer it takes a note. An answer of null counts as left out.
// ("assessment-invalid" names the item: one that the rubric does not have, one that always applies
// and is said not to, one against the machine without a note; "rubric-other": it answers another)
Result<Assessment> parse_assessment(std::string_view json, const Rubric& rubric, const Facts& facts,
                                    const Limits& limits = {});

std::string to_json(const Assessment& assessment);
Assessment assessment_of_json(std::string_view json);  // of to_json(); not for those of strangers

}  // namespace haat
