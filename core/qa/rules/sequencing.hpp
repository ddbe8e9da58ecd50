#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/ascii.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/misspelt.hpp"
#include "core/qa/rules/reading.hpp"

// What several rules read the sequencing of SCORM 2004 by (CAM 5, SN 3).
namespace haat::rules {

using xmlns::adlcp, xmlns::adlnav, xmlns::adlseq, xmlns::imscp, xmlns::imsss;

// Every <sequencing> with the item, organization or collection that it stands in.
template <class OnSequencing>
void each_sequencing(const Subject& subject, OnSequencing on_sequencing) {
  if (!is_scorm2004(subject)) return;
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    if (is(element, imsss, "sequencing")) on_sequencing(parent, element);
  });
}

// The objectives of IMS (the primary one, too) and those of ADL in one <sequencing>. That it has a
// second <objectives> of either is told by itself.
template <class OnObjective>
void each_objective(const Element& sequencing, OnObjective on_objective) {
  std::set<std::string_view> seen;
  for (const auto& group : sequencing.children)
    if (group.name == "objectives" && seen.insert(group.name_space).second)
      for (const auto& objective : group.children)
        if (objective.name == "objective" || objective.name == "primaryObjective")
          on_objective(objective);
}

inline bool is_true(std::string_view value) {
  return collapse(value) == "true" || collapse(value) == "1";
}

// An objective's ID as ADL compares it: an escaped blank is a blank.
inline std::string objective_key(std::string_view id) {
  std::string plain(id);
  for (auto at = plain.find("%20"); at != std::string::npos; at = plain.find("%20", at))
    plain.replace(at, 3, 1, ' ');
  return collapse(plain);
}

// Which objectives each <sequencing> has: its own, those of the collection that it refers to; and,
// for what stands in the collection, those of each activity that refers to it. Read once for all,
// since a manifest may have tens of thousands.
class ObjectiveIds {
 public:
  explicit ObjectiveIds(const Subject& subject) {
    const Misspelt misspelt(subject);
    each_sequencing(subject, [&](const Element&, const Element& sequencing) {
      auto& own = own_[&sequencing];
      each_objective(sequencing, [&](const Element& objective) {
        // A primary one needs no name; of any other without one another rule tells.
        const auto key = objective_key(collapsed_value(objective, "objectiveID"));
        const bool nameless = objective.name == "objective" ||
                              std::any_of(objective.attributes.begin(), objective.attributes.end(),
                                          [](const auto& each) {
                                            return equal_but_for_case(each.name, "objectiveID");
                                          });
        if (objective.name_space == imsss && (!key.empty() || nameless)) own.insert(key);
      });
      // Nor is one in other letters lost, nor are all of them, or where they do not belong.
      if (misspelt.has_child(sequencing.place, "objectives")) own.insert("");
      for (const auto& each : sequencing.children)
        if (each.child("objectives") != nullptr) own.insert("");
      if (const auto* group = sequencing.child("objectives")) {
        if (lacks_by_schema(subject, group->place, "primaryObjective")) own.insert("");
        for (const char* name : {"objective", "primaryObjective"}) {
          if (misspelt.has_child(group->place, name)) own.insert("");
          for (const auto& each : group->children)
            if ((each.name != name && equal_but_for_case(each.name, name)) ||
                each.child(name) != nullptr)
              own.insert("");
        }
      }
      if (const auto id = collapsed_value(sequencing, "ID"); !id.empty())
        by_id_[id].insert(own.begin(), own.end());
      if (const auto reference = collapsed_value(sequencing, "IDRef"); !reference.empty())
        by_reference_[reference].insert(own.begin(), own.end());
    });
  }

  // Whether nothing in the activity is an objective.
  bool has_none(const Element& sequencing) const {
    const auto shared = by_id_.find(collapsed_value(sequencing, "IDRef"));
    return own_.at(&sequencing).empty() && (shared == by_id_.end() || shared->second.empty());
  }

  // Or may have: what is meant may be one without a name.
  bool has(const Element& sequencing, std::string_view id) const {
    return has_key(sequencing, objective_key(id)) || has_key(sequencing, "");
  }

 private:
  using Ids = std::set<std::string>;
  bool has_key(const Element& sequencing, const std::string& key) const {
    return own_.at(&sequencing).contains(key) ||
           holds(by_id_, collapsed_value(sequencing, "IDRef"), key) ||
           holds(by_reference_, collapsed_value(sequencing, "ID"), key);
  }
  static bool holds(const std::map<std::string, Ids>& all, const std::string& name,
                    const std::string& key) {
    const auto at = all.find(name);
    return at != all.end() && at->second.contains(key);
  }

  std::map<const Element*, Ids> own_;
  std::map<std::string, Ids> by_id_, by_reference_;
};

}  // namespace haat::rules
