#include "core/qa/rubric/score.hpp"

#include <cstdio>

namespace haat {
namespace {

CriterionScore count(const Criterion& criterion, const Assessment& assessment, Score& score) {
  CriterionScore counts{.id = criterion.id};
  for (const RubricItem& item : criterion.items) {
    const auto found = assessment.answers.find(item.id);
    if (found == assessment.answers.end()) {
      ++counts.unanswered;
      score.unanswered.push_back(item.id);
    } else if (found->second.answer == Answer::yes) {
      ++counts.yes;
    } else if (found->second.answer == Answer::no) {
      ++counts.no;
      if (criterion.gate()) score.failed_gates.push_back(item.id);
    } else {
      ++counts.not_applicable;
    }
  }
  counts.passes = criterion.gate() ? counts.no == 0
                                   : counts.yes * 100 >= criterion.minimum * counts.applicable();
  if (!criterion.gate() && !counts.passes) score.below_minimum.push_back(criterion.id);
  return counts;
}

// In whole numbers, so that a score of exactly 60 is one. With at most 8 criteria of at most 32
// items (Rubric::parse) nothing overflows: 32^8 * 100 * 10,000 < 2^63.
void weigh(const Rubric& rubric, Score& score) {
  std::int64_t common = 1, weights = 0;
  for (std::size_t i = 0; i < rubric.criteria().size(); ++i) {
    if (rubric.criteria()[i].gate() || score.criteria[i].applicable() == 0) continue;
    common *= score.criteria[i].applicable();
    weights += rubric.criteria()[i].weight;
  }
  if (weights == 0) return;
  for (std::size_t i = 0; i < rubric.criteria().size(); ++i) {
    const CriterionScore& counts = score.criteria[i];
    if (rubric.criteria()[i].gate() || counts.applicable() == 0) continue;
    score.numerator += rubric.criteria()[i].weight * counts.yes * (common / counts.applicable());
  }
  score.denominator = weights * common;
}

std::string grade_of(const Rubric& rubric, const Score& score) {
  if (!score.complete() || !score.failed_gates.empty() || score.denominator == 0) return "";
  if (!score.below_minimum.empty()) return rubric.grades().front().id;
  std::string grade;
  for (const Grade& each : rubric.grades())
    if (score.numerator * 100 >= each.from * score.denominator) grade = each.id;
  return grade;
}

}  // namespace

int Score::hundredths() const {
  return denominator == 0 ? 0 : static_cast<int>(numerator * 10'000 / denominator);
}

std::string Score::percent() const {
  if (denominator == 0) return "";
  char text[16];
  std::snprintf(text, sizeof text, "%d.%02d", hundredths() / 100, hundredths() % 100);
  return text;
}

Score score_of(const Rubric& rubric, const Assessment& assessment) {
  Score score;
  for (const Criterion& criterion : rubric.criteria())
    score.criteria.push_back(count(criterion, assessment, score));
  weigh(rubric, score);
  score.grade = grade_of(rubric, score);
  return score;
}

}  // namespace haat
