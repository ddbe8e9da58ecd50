#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/qa/rubric/assessment.hpp"
#include "core/qa/rubric/rubric.hpp"

namespace haat {

struct CriterionScore {
  std::string id;
  int yes = 0;
  int no = 0;
  int not_applicable = 0;
  int unanswered = 0;
  bool passes = false;  // a gate: no "no"; else: the minimum is reached, or nothing of it applies

  int applicable() const { return yes + no; }
};

// What an assessment comes to. A criterion counts by the share of its applicable items that are
// answered with yes; one of which nothing applies gives its weight to the others, in proportion.
struct Score {
  std::vector<CriterionScore> criteria;    // in the rubric's order
  std::vector<std::string> unanswered;     // items
  std::vector<std::string> failed_gates;   // items
  std::vector<std::string> below_minimum;  // criteria
  // The percentage is numerator / denominator * 100, exactly; 0 / 0 where nothing applies.
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  // Of the rubric's grades; the lowest if a minimum is missed; empty if an item is unanswered, a
  // gate has failed, or nothing that is scored applies.
  std::string grade;

  bool complete() const { return unanswered.empty(); }
  bool qualifies() const { return !grade.empty(); }
  std::string percent() const;  // "66.66": cut, never rounded up over a border; "" if none
  int hundredths() const;       // 6666
};

Score score_of(const Rubric& rubric, const Assessment& assessment);

}  // namespace haat
