#pragma once

#include <optional>
#include <set>
#include <string>

#include "core/json/json.hpp"  // include this file from .cpp files only
#include "sdk/authoring/preview/cmi5_unit.hpp"

namespace haat {

// What became of a unit in this registration.
struct Cmi5Progress {
  bool completed = false;
  bool passed = false;
  bool failed = false;
  std::optional<double> score;  // 0 to 1
  std::optional<int> percent;   // of the way, as the unit told it

  bool satisfies(const std::string& move_on) const;
};

// One launch of one unit.
struct Cmi5Session {
  const Cmi5Unit* unit = nullptr;
  std::string id, registration, activity, launch_mode;
  Json actor;
  std::string key;    // of the fetch address
  std::string token;  // "": not handed out yet
  bool knows_preferences = false;
  bool terminated = false;
  std::set<std::string> verbs;  // of the cmi5 defined statements so far

  bool begun() const { return verbs.contains("initialized"); }
};

// Takes a statement into the session and the progress, or leaves both as they are and returns the
// id of the requirement that it breaks, as CATAPULT's list has it ("9.3.0.0-2 (d)").
std::optional<std::string> take_statement(const Json& statement, Cmi5Session& session,
                                          Cmi5Progress& progress);

// The requirement in words; "" for an id that the list does not have.
std::string cmi5_requirement(const std::string& id);

}  // namespace haat
