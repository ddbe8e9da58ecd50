#pragma once

#include <map>
#include <set>
#include <string>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// Says whether a resource is a SCO or an asset, in the spelling of either version.
inline bool is_scorm_type(const Element::Attribute& attribute) {
  return attribute.name == "scormType" || attribute.name == "scormtype";
}

// Which resources launch a SCO.
class Scos {
 public:
  explicit Scos(const Subject& subject) {
    each_element(subject, [&](const Element& element) {
      if (!is_resource(subject, element)) return;
      for (const auto& attribute : element.attributes)
        if (is_scorm_type(attribute))
          types_[collapsed_value(element, "identifier")].insert(collapse(attribute.value));
    });
  }
  // A reference that dangles is none, and what is neither a SCO nor an asset may be meant to be
  // either: they have rules of their own.
  bool launches_asset(const std::string& identifierref) const {
    const auto at = types_.find(identifierref);
    return at != types_.end() && at->second == std::set<std::string>{"asset"};
  }

 private:
  std::map<std::string, std::set<std::string>> types_;
};

}  // namespace haat::rules
