#pragma once

#include <array>
#include <map>
#include <set>
#include <span>

#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {

// The <mapInfo> of one objective that read what another before them reads already, with the names
// of the attributes that say so.
inline std::map<const Element*, std::string> read_again(const Element& objective) {
  static constexpr std::array<std::string_view, 2> of_ims{"readSatisfiedStatus",
                                                          "readNormalizedMeasure"};
  static constexpr std::array<std::string_view, 5> of_adl{"readRawScore", "readMinScore",
                                                          "readMaxScore", "readCompletionStatus",
                                                          "readProgressMeasure"};
  const auto names = objective.name_space == imsss ? std::span<const std::string_view>(of_ims)
                                                   : std::span<const std::string_view>(of_adl);
  std::set<std::string_view> read;
  std::map<const Element*, std::string> again;
  for (const auto& map : objective.children) {
    if (map.name != "mapInfo") continue;
    for (const auto name : names) {
      const auto* value = map.attribute("", name);
      if (value != nullptr && !is_true(*value)) continue;  // left out, it is "true"
      if (!read.insert(name).second) {
        auto& told = again[&map];
        told.append(told.empty() ? "" : ", ").append(name);
      }
    }
  }
  return again;
}

}  // namespace haat::rules
