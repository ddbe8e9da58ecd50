#pragma once

#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/reading.hpp"

// What several rules read the course structure of cmi5 by (section 13).
namespace haat::rules {

inline bool is_cmi5(const Subject& subject) {
  return subject.manifest.structure && subject.manifest.structure->standard == Standard::cmi5;
}

// Every element of cmi5's own, not those of extensions.
template <class OnElement>
void each_cmi5_element(const Subject& subject, OnElement on_element) {
  if (!is_cmi5(subject)) return;
  each_element(subject, [&](const Element& element) {
    if (element.name_space == xmlns::cmi5) on_element(element);
  });
}

}  // namespace haat::rules
