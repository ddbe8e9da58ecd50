#pragma once

#include <map>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// References to things that are not there. Each thing is told once, where the first reference to it
// stands, however many there are.
class Dangling {
 public:
  struct Reference {
    std::string path;
    Place place;
    std::string from;  // "item \"i1\"": what refers to it
  };

  void add(const std::string& wanted, Reference reference) {
    if (auto [at, fresh] = first_.try_emplace(wanted, std::move(reference), 1); !fresh)
      ++at->second.second;
  }
  bool has(const std::string& wanted) const { return first_.contains(wanted); }
  std::size_t size() const { return first_.size(); }

  // `verb` as in "refers to the resource" and `verbs` as in "refer to the resource".
  void report(const Rule::Reporter& reporter, const std::string& verb,
              const std::string& verbs) const {
    for (const auto& [wanted, counted] : first_) {
      const auto& [reference, count] = counted;
      const auto more = count - 1;
      reporter(reference.path, reference.place,
               reference.from +
                   (more == 0 ? " " + verb : " and " + std::to_string(more) + " more " + verbs) +
                   " \"" + wanted + "\", which is not there");
    }
  }

 private:
  std::map<std::string, std::pair<Reference, std::size_t>> first_;
};

}  // namespace haat::rules
