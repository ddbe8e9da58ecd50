#pragma once

#include <algorithm>
#include <array>

#include "core/ascii.hpp"
#include "core/manifest/packaging_elements.hpp"
#include "core/nearest.hpp"
#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {

// Where an element of SCORM 2004 belongs.
struct Home {
  std::string_view name_space, name;
  std::array<std::string_view, 3> parents;
};

inline constexpr std::array homes{
    Home{adlcp, "location", {"metadata"}},
    Home{adlcp, "timeLimitAction", {"item"}},
    Home{adlcp, "dataFromLMS", {"item"}},
    Home{adlcp, "completionThreshold", {"item", "organization"}},
    Home{adlcp, "data", {"item"}},
    Home{adlcp, "map", {"data"}},
    Home{adlnav, "presentation", {"item"}},
    Home{adlnav, "navigationInterface", {"presentation"}},
    Home{adlnav, "hideLMSUI", {"navigationInterface"}},
    Home{adlseq, "constrainedChoiceConsiderations", {"sequencing"}},
    Home{adlseq, "rollupConsiderations", {"sequencing"}},
    Home{adlseq, "objectives", {"sequencing"}},
    Home{adlseq, "objective", {"objectives"}},
    Home{adlseq, "mapInfo", {"objective"}},
    Home{imsss, "sequencingCollection", {"manifest"}},
    Home{imsss, "sequencing", {"item", "organization", "sequencingCollection"}},
    Home{imsss, "controlMode", {"sequencing"}},
    Home{imsss, "sequencingRules", {"sequencing"}},
    Home{imsss, "limitConditions", {"sequencing"}},
    Home{imsss, "auxiliaryResources", {"sequencing"}},
    Home{imsss, "auxiliaryResource", {"auxiliaryResources"}},
    Home{imsss, "rollupRules", {"sequencing"}},
    Home{imsss, "objectives", {"sequencing"}},
    Home{imsss, "randomizationControls", {"sequencing"}},
    Home{imsss, "deliveryControls", {"sequencing"}},
    Home{imsss, "preConditionRule", {"sequencingRules"}},
    Home{imsss, "exitConditionRule", {"sequencingRules"}},
    Home{imsss, "postConditionRule", {"sequencingRules"}},
    Home{imsss, "ruleConditions", {"preConditionRule", "exitConditionRule", "postConditionRule"}},
    Home{imsss, "ruleAction", {"preConditionRule", "exitConditionRule", "postConditionRule"}},
    Home{imsss, "ruleCondition", {"ruleConditions"}},
    Home{imsss, "rollupRule", {"rollupRules"}},
    Home{imsss, "rollupConditions", {"rollupRule"}},
    Home{imsss, "rollupAction", {"rollupRule"}},
    Home{imsss, "rollupCondition", {"rollupConditions"}},
    Home{imsss, "primaryObjective", {"objectives"}},
    Home{imsss, "objective", {"objectives"}},
    Home{imsss, "minNormalizedMeasure", {"primaryObjective", "objective"}},
    Home{imsss, "mapInfo", {"primaryObjective", "objective"}}};

// The same for the attributes that belong to one element alone.
struct AttributeHome {
  std::string_view name_space, name, element;
};
inline constexpr std::array attribute_homes{
    AttributeHome{adlcp, "scormType", "resource"},
    AttributeHome{adlseq, "objectivesGlobalToSystem", "organization"},
    AttributeHome{adlcp, "sharedDataGlobalToSystem", "organization"}};

// Whether a name is mistyped for another; a name of the standard's own is none.
inline bool is_nearly(std::string_view written, std::string_view meant) {
  if (equal_but_for_case(written, meant)) return true;
  const auto is_it = [&](const auto& each) { return each.name == written; };
  return std::none_of(homes.begin(), homes.end(), is_it) &&
         std::none_of(packaging_elements.begin(), packaging_elements.end(), is_it) &&
         !nearest(written, {std::string(meant)}).empty();
}

// nullptr: it stands where it belongs, or is none of them. That what it stands in is in other
// letters is told by itself.
inline const Home* home_missed(const Element& parent, const Element& element) {
  const auto at = std::find_if(homes.begin(), homes.end(), [&](const Home& home) {
    return is(element, home.name_space, home.name) &&
           std::none_of(home.parents.begin(), home.parents.end(),
                        [&](std::string_view name) { return is_nearly(parent.name, name); });
  });
  return at == homes.end() ? nullptr : &*at;
}

inline const AttributeHome* home_missed(const Element& element,
                                        const Element::Attribute& attribute) {
  const auto at =
      std::find_if(attribute_homes.begin(), attribute_homes.end(), [&](const AttributeHome& home) {
        return attribute.name == home.name && attribute.name_space == home.name_space &&
               !is_nearly(element.name, home.element);
      });
  return at == attribute_homes.end() ? nullptr : &*at;
}

// Every element of SCORM 2004 that stands where it means nothing: a rule of its own tells it.
template <class OnElement>
void each_astray(const Subject& subject, OnElement on_element) {
  if (!is_scorm2004(subject)) return;
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    if (const auto* home = home_missed(parent, element)) on_element(parent, element, *home);
  });
}

inline std::set<Place> places_astray(const Subject& subject) {
  std::set<Place> astray;
  each_astray(subject, [&](const Element&, const Element& element, const Home&) {
    astray.insert(element.place);
  });
  return astray;
}

}  // namespace haat::rules
