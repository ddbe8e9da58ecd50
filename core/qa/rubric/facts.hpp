#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/package/package.hpp"
#include "core/qa/finding.hpp"

namespace haat {

// What a machine has seen of a package, as far as a rubric can ask for it: small, and kept as long
// as the package.
struct Facts {
  struct Found {
    int count = 0;
    std::string place;  // of the first: "unit/index.html:12"
  };
  std::map<std::string, Found, std::less<>> findings;  // by rule
  std::map<std::string, int, std::less<>> files;       // by kind: "page", "image", "audio", "video"
};

// `report` is one with advice: what is a matter of taste elsewhere answers a rubric's questions.
Facts facts_of(const Package& package, const Report& report);

std::string to_json(const Facts& facts);
Facts facts_of_json(std::string_view json);  // of to_json(); not for those of strangers

}  // namespace haat
