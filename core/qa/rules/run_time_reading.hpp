#pragma once

#include <set>
#include <string_view>

#include "core/content/run_time_use.hpp"
#include "core/qa/rules/reading.hpp"

// What several rules read a unit's conversation with the platform by. All of it is a guess from the
// text of scripts, and each message says so.
namespace haat::rules {

struct Told {
  const Spoken& spoken;
  bool of(Speaks what) const { return spoken.test(static_cast<std::size_t>(what)); }
  // A word such as "Commit" is SCORM 2004's only where its object is named, too.
  bool calls() const {
    return of(Speaks::calls12) || (of(Speaks::api2004) && of(Speaks::calls2004));
  }
};

// Only the API of the version that the manifest does not declare.
inline bool calls_another_version(const Subject& subject, const Told& told) {
  return is_scorm2004(subject) ? told.of(Speaks::calls12) && !told.of(Speaks::api2004)
                               : told.of(Speaks::api2004) && !told.of(Speaks::calls12);
}

// Each launchable page of the package, once.
template <class OnUnit>
void each_unit(const Subject& subject, OnUnit on_unit) {
  if (!subject.manifest.structure) return;
  const auto& resources = subject.manifest.structure->resources;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < resources.size() && i < subject.spoken.size(); ++i)
    if (resources[i].sco && subject.package.find(resources[i].launch) != nullptr &&
        seen.insert(resources[i].launch).second)
      on_unit(resources[i], Told{subject.spoken[i]});
}

inline constexpr std::string_view as_told = ", as far as the text of its scripts tells";

}  // namespace haat::rules
