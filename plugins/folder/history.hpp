#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "plugins/folder/catalogue.hpp"

namespace folder {

// What the catalogue was: enough of it to say what has changed since. Nothing of it is kept on
// disk, so whoever comes back after a restart to a catalogue that is another one is told so.
class History {
 public:
  static constexpr std::size_t most_states = 4;

  // What happened between two states: an external id, and whether the course is gone.
  struct Step {
    std::string external_id;
    bool gone = false;
  };

  // The catalogue as it is now, sorted by external_id.
  void remember(const std::vector<Row>& rows);
  // Names the state that the catalogue is in: the same rows have the same name, always.
  const std::string& now() const { return states_.back().name; }
  bool knows(const std::string& state) const;
  // In the order of the ids; `from` is the name of a state that it knows, or "" for before all.
  std::vector<Step> between(const std::string& from, const std::string& to) const;

 private:
  struct Known {
    std::string external_id;
    std::uint64_t told = 0;  // a hash of all that is told of it
  };
  struct State {
    std::string name;
    std::vector<Known> courses;
  };
  const std::vector<Known>& courses_of(const std::string& state) const;

  std::deque<State> states_;
};

}  // namespace folder
