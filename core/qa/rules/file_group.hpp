#pragma once

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

}  // namespace haat::rules
