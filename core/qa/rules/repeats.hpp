#pragma once

#include <map>
#include <string>
#include <utility>

#include "core/content/content_file.hpp"
#include "core/qa/rule.hpp"

namespace haat::rules {

// What stands in one file again and again: told once for each key, where it stands first, with how
// often.
class Repeats {
 public:
  void add(std::string key, Place place, std::string message) {
    auto& told = told_[std::move(key)];
    if (told.count++ == 0) told = {place, std::move(message), 1};
  }
  // "the image is loaded from X (the first of 4 such places)"
  void report(const ContentFile& file, const Rule::Reporter& report) const {
    for (const auto& [key, told] : told_)
      report(file.path(), told.place,
             told.message + (told.count == 1 ? ""
                                             : " (the first of " + std::to_string(told.count) +
                                                   " such places)"));
  }

 private:
  struct Told {
    Place place = {};
    std::string message = {};
    int count = 0;
  };
  std::map<std::string, Told> told_;
};

// The mentions that fit, told once for the whole file.
template <class Fits>
void report_mentions(const ContentFile& file, const Rule::Reporter& report,
                     const std::string& message, Fits fits) {
  Repeats repeats;
  for (const auto& mention : file.mentions())
    if (fits(mention)) repeats.add("", file.place(mention), message);
  repeats.report(file, report);
}

}  // namespace haat::rules
