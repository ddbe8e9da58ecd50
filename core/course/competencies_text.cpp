#include "core/course/competencies_text.hpp"

namespace haat {

std::string competencies_text(const std::vector<CompetencyTag>& tags) {
  std::string text;
  for (const CompetencyTag& tag : tags)
    text += (text.empty() ? "" : " ") + tag.id +
            (tag.level == 0 ? "" : ":" + std::to_string(tag.level));
  return text;
}

}  // namespace haat
