#pragma once

#include <set>
#include <string>

#include "core/qa/rules/reading.hpp"

// What several rules read the sequencing of SCORM 2004 by (CAM 5, SN 3).
namespace haat::rules {

constexpr std::string_view imscp = "http://www.imsglobal.org/xsd/imscp_v1p1",
                           imsss = "http://www.imsglobal.org/xsd/imsss",
                           adlcp = "http://www.adlnet.org/xsd/adlcp_v1p3",
                           adlseq = "http://www.adlnet.org/xsd/adlseq_v1p3",
                           adlnav = "http://www.adlnet.org/xsd/adlnav_v1p3";

// Every <sequencing> with the item, organization or collection that it stands in.
template <class OnSequencing>
void each_sequencing(const Subject& subject, OnSequencing on_sequencing) {
  if (!is_scorm2004(subject)) return;
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    if (is(element, imsss, "sequencing")) on_sequencing(parent, element);
  });
}

// The objectives of IMS (the primary one, too) and those of ADL in one <sequencing>.
template <class OnObjective>
void each_objective(const Element& sequencing, OnObjective on_objective) {
  for (const auto& group : sequencing.children)
    if (group.name == "objectives")
      for (const auto& objective : group.children)
        if (objective.name == "objective" || objective.name == "primaryObjective")
          on_objective(objective);
}

// Whether the collection has a <sequencing> by that ID.
inline bool has_collected(const Subject& subject, const std::string& id) {
  bool found = false;
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    found =
        found || (parent.name == "sequencingCollection" && collapsed_value(sequencing, "ID") == id);
  });
  return found;
}

inline bool is_true(std::string_view value) {
  return collapse(value) == "true" || collapse(value) == "1";
}

inline bool refers_to(const Element& sequencing, const Element& collected) {
  const auto wanted = collapsed_value(sequencing, "IDRef");
  return !wanted.empty() && wanted == collapsed_value(collected, "ID");
}

// An objective's ID as ADL compares it: an escaped blank is a blank.
inline std::string objective_key(std::string_view id) {
  std::string plain(id);
  for (auto at = plain.find("%20"); at != std::string::npos; at = plain.find("%20", at))
    plain.replace(at, 3, " ");
  return collapse(plain);
}

// The IDs of the objectives that the activity has: its own, those of the collection that it refers
// to; and, for what stands in the collection, those of each activity that refers to it.
inline std::set<std::string> objective_ids(const Subject& subject, const Element& sequencing) {
  std::set<std::string> ids;
  const auto add = [&ids](const Element& each) {
    each_objective(each, [&](const Element& objective) {
      if (objective.name_space == imsss)
        ids.insert(objective_key(collapsed_value(objective, "objectiveID")));
    });
  };
  add(sequencing);
  each_sequencing(subject, [&](const Element&, const Element& other) {
    if (refers_to(sequencing, other) || refers_to(other, sequencing)) add(other);
  });
  ids.erase("");
  return ids;
}

}  // namespace haat::rules
