#pragma once

#include <string>
#include <vector>

namespace haat::server {

// Why a person has to look at a package before it goes any further.
struct Suspicion {
  std::string path;  // of the file; empty: of the whole
  std::string what;  // "program-inside", "Eicar-Test-Signature by ClamAV"
};

// "program-inside in a/b.exe; and 3 more": a few of them, in one line.
std::string in_words(const std::vector<Suspicion>& suspicions);

}  // namespace haat::server
