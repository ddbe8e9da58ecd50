#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/course/course.hpp"
#include "core/package/limits.hpp"
#include "core/result.hpp"

namespace haat {

// What a machine can say of an item of the rubric, from the findings of rules.
struct MachineCheck {
  std::vector<std::string> contradicted_by;  // rules: a finding of any means "no"
  bool proved_without = false;               // and none of any means "yes", else a person says
  std::string applies_to;  // a kind of file, "video"; without one the item is not applicable
};

// One question, to be answered with yes, no, or, where it may, not applicable.
struct RubricItem {
  std::string id;
  Translated text;
  bool always_applies = false;
  MachineCheck machine;  // of nothing: a person answers
};

struct Criterion {
  std::string id;
  Translated title;
  int weight = 0;   // percent; 0: a gate, of which a single "no" ends everything
  int minimum = 0;  // percent of its own items; below it the course has the lowest grade
  std::vector<RubricItem> items;

  bool gate() const { return weight == 0; }
};

struct Grade {
  std::string id;
  Translated title;
  int from = 0;  // percent, inclusive; the next grade's is where it ends
};

// What a person judges a course by; a versioned file of data (haat-quality.json is ours).
class Rubric {
 public:
  // invalid_argument ("rubric-invalid") names the member: gates without an item, weights that do
  // not add up to 100, grades that do not begin at 0 or do not ascend, a rule that does not exist.
  static Result<Rubric> parse(std::string_view json, const std::string& name,
                              const Limits& limits = {});
  static const Rubric& quality();  // the one that is built in

  std::string id() const { return id_ + "/" + std::to_string(version_); }  // "haat-quality/1"
  const Translated& title() const { return title_; }
  const std::string& json() const { return json_; }  // the text that it was read from
  const std::vector<Criterion>& criteria() const { return criteria_; }
  const std::vector<Grade>& grades() const { return grades_; }  // ascending, the first from 0
  const RubricItem* find(std::string_view item) const;          // nullptr: there is none

 private:
  std::string json_;
  std::string id_;
  int version_ = 1;
  Translated title_;
  std::vector<Criterion> criteria_;
  std::vector<Grade> grades_;
};

std::string_view rubric_schema();  // that the file fits (draft 7)

}  // namespace haat
