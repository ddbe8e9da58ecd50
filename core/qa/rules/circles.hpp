#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace haat::rules {

using Arrows = std::map<std::string, std::vector<std::string>>;

// Each arrow that leads back to where one came from. Every arrow is gone along once.
template <class OnArrow>
void each_circle(const Arrows& arrows, OnArrow on_arrow) {
  enum class State { underway, done };
  std::map<std::string, State> states;
  for (const auto& start : arrows) {
    std::vector<std::pair<Arrows::const_iterator, std::size_t>> way;
    const auto enter = [&](Arrows::const_iterator at) {
      states.emplace(at->first, State::underway);
      way.emplace_back(at, 0);
    };
    if (!states.contains(start.first)) enter(arrows.find(start.first));
    while (!way.empty()) {
      const auto at = way.back().first;
      if (way.back().second == at->second.size()) {
        states[at->first] = State::done;
        way.pop_back();
        continue;
      }
      const auto next = arrows.find(at->second[way.back().second++]);
      if (next == arrows.end()) continue;
      const auto seen = states.find(next->first);
      if (seen == states.end())
        enter(next);
      else if (seen->second == State::underway)
        on_arrow(at->first, next->first);
    }
  }
}

}  // namespace haat::rules
