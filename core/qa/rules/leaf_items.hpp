#pragma once

#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {

// Reports the items without items below them that launch nothing, of those that `counts` takes.
template <class Counts>
void report_items_to_nowhere(const Subject& subject, const Rule::Reporter& report, Counts counts) {
  Misspelt misspelt(subject);
  each_item(subject, [&](const CourseStructure& course, const Item& item) {
    if (item.children.empty() && item.identifierref.empty() && counts(item) &&
        !misspelt.has_attribute(item.place, "identifierref") &&
        !misspelt.take_child(item.place, "item"))
      report(course.manifest, item.place,
             "item \"" + item.identifier + "\" has neither a resource nor items below it");
  });
}

}  // namespace haat::rules
