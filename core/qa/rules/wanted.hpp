#pragma once

#include <map>
#include <string>

namespace haat::rules {

// Things that are referred to and not there, by their names: where each is asked for first, and how
// often.
template <class Where>
class Wanted {
 public:
  struct Asked {
    Where first;
    std::size_t times = 0;
  };

  void add(const std::string& name, const Where& where) {
    ++asked_.try_emplace(name, Asked{where}).first->second.times;
  }
  bool has(const std::string& name) const { return asked_.contains(name); }
  std::size_t size() const { return asked_.size(); }
  auto begin() const { return asked_.begin(); }
  auto end() const { return asked_.end(); }

 private:
  std::map<std::string, Asked> asked_;
};

}  // namespace haat::rules
