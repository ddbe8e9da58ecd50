#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/competency/dictionary.hpp"
#include "core/package/package.hpp"
#include "core/result.hpp"
#include "marketplace-server/screening/screening.hpp"
#include "marketplace-server/screening/suspicion.hpp"

namespace haat::server {

// What has become known only after packages were published.
struct Pattern {
  std::set<std::string> digests;   // SHA-256 of files, in hex
  std::vector<std::string> words;  // bytes that stand in a file as they are
  std::vector<std::string> rules;  // whose findings count
  bool clamd = false;              // look with ClamAV's daemon, which knows more than it did
};

// Where it is in a package; no more than a hundred places.
Result<std::vector<Suspicion>> find_pattern(const Pattern& pattern, const Package& package,
                                            const Dictionary& dictionary,
                                            const Screening& screening);

}  // namespace haat::server
