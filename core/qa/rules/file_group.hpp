#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/package/entry_name.hpp"
#include "core/qa/rule.hpp"

namespace haat::rules {

// The files that share a defect: told once, by the first of them and their number.
struct FileGroup {
  std::string first;
  int count = 0;

  void add(std::string_view path) {
    if (count++ == 0) first = path;
  }
  // "the file is X (the first of 4 such files)"
  void report(const Rule::Reporter& report, const std::string& sentence) const {
    if (count == 0) return;
    report(
        first, 0,
        sentence + (count == 1 ? "" : " (the first of " + std::to_string(count) + " such files)"));
  }
};

// The parts of a path, each with the path up to its end: ("a", "a"), ("b.txt", "a/b.txt").
template <class OnPart>
void each_part(std::string_view path, OnPart on_part) {
  for (std::size_t from = 0; from <= path.size();) {
    const auto slash = std::min(path.find('/', from), path.size());
    on_part(path.substr(from, slash - from), path.substr(0, slash));
    from = slash + 1;
  }
}

}  // namespace haat::rules
