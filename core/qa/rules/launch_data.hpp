#pragma once

#include <algorithm>
#include <array>

#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/reading.hpp"

// What several rules read by which SCORM 1.2 and AICC, whose terms these are, say how a unit is
// run.
namespace haat::rules {

inline bool is_launch_datum(const Element& element) {
  constexpr std::array<std::string_view, 5> names{"prerequisites", "maxtimeallowed",
                                                  "timelimitaction", "datafromlms", "masteryscore"};
  return element.name_space == xmlns::adlcp12 &&
         std::find(names.begin(), names.end(), element.name) != names.end();
}

// Each value that is there, with its path and place: of the element in SCORM 1.2, of the field of
// that member in AICC.
template <class Member, class OnValue>
void each_launch_datum(const Subject& subject, std::string_view element_name, Member member,
                       OnValue on_value) {
  const auto& course = subject.manifest.structure;
  if (!course) return;
  if (course->standard == Standard::scorm12)
    each_element(subject, [&](const Element& element) {
      if (is(element, xmlns::adlcp12, element_name) && !element.text.empty() &&
          !told_by_schema(subject, element.place))
        on_value(course->manifest, element.place, std::string(element.text));
    });
  if (course->standard == Standard::aicc)
    each_item(subject, [&](const CourseStructure&, const Item& item) {
      if (const auto value = collapse(member(item)); !value.empty())
        on_value(item.source.empty() ? course->manifest : item.source, item.place, value);
    });
}

inline std::string mastery_score_of(const Item& item) {
  return item.mastery_score.value_or("");
}

}  // namespace haat::rules
