#include "plugins/folder/history.hpp"

#include <algorithm>
#include <functional>

namespace folder {

namespace {

// Of what the marketplace is told; which file a package is in, it is not.
std::uint64_t hash_of(const haat::provider::Course& course) {
  std::string all;
  for (const std::string* text :
       {&course.external_id, &course.title, &course.description, &course.language, &course.duration,
        &course.version, &course.licence})
    all.append(*text).push_back('\0');
  all.push_back(course.has_package ? '1' : '0');
  return std::hash<std::string>{}(all);
}

}  // namespace

void History::remember(const std::vector<Row>& rows) {
  State state;
  std::string all;
  for (const Row& row : rows) {
    const std::uint64_t told = hash_of(row.course);
    state.courses.push_back({row.course.external_id, told});
    all += std::to_string(told) + ",";
  }
  state.name = std::to_string(std::hash<std::string>{}(all));
  // A catalogue that is what it once was is that again, and the newest.
  const auto same = [&](const State& other) { return other.name == state.name; };
  states_.erase(std::remove_if(states_.begin(), states_.end(), same), states_.end());
  states_.push_back(std::move(state));
  if (states_.size() > most_states) states_.pop_front();
}

bool History::knows(const std::string& state) const {
  return state.empty() || std::any_of(states_.begin(), states_.end(),
                                      [&](const State& one) { return one.name == state; });
}

const std::vector<History::Known>& History::courses_of(const std::string& state) const {
  static const std::vector<Known> none;
  const auto found = std::find_if(states_.begin(), states_.end(),
                                  [&](const State& one) { return one.name == state; });
  return found == states_.end() ? none : found->courses;
}

std::vector<History::Step> History::between(const std::string& from, const std::string& to) const {
  const auto &before = courses_of(from), &after = courses_of(to);
  std::vector<Step> steps;
  auto old = before.begin();
  for (auto now = after.begin(); now != after.end() || old != before.end();) {
    if (now == after.end() || (old != before.end() && old->external_id < now->external_id)) {
      steps.push_back({old++->external_id, true});
    } else if (old == before.end() || now->external_id < old->external_id) {
      steps.push_back({now++->external_id, false});
    } else {
      if (now->told != old->told) steps.push_back({now->external_id, false});
      ++now, ++old;
    }
  }
  return steps;
}

}  // namespace folder
