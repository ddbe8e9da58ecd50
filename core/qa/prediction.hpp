#pragma once

#include <string>
#include <vector>

namespace haat {

// What becomes of a package on a platform, the best first.
enum class Fate {
  accepted,  // as it is
  changed,   // taken, but not as it was made
  partly,    // taken, and something of it will not work
  refused,
};

const char* to_string(Fate fate);

// One thing that a platform will do to a package.
struct Effect {
  std::string id;  // names what the platform does, the target first: "igot-rewrites-launch"
  Fate fate = Fate::accepted;
  std::string path;     // the file in the package; empty: the package as a whole
  int line = 0;         // from 1; 0: the whole file
  int column = 0;       // from 1, in Unicode characters; 0: the whole line
  std::string message;  // one sentence, without a full stop, with the values that matter
  std::string advice;   // what to do about it
  std::string source;   // whose code or page was read, which version, when
};

// What a platform will do to a package. This is about the platform: none of it is a defect of the
// course, and none counts as one.
struct Prediction {
  std::string target;           // "igot"
  std::string platform;         // "iGOT Karmayogi"
  Fate fate = Fate::accepted;   // the worst of the effects
  std::string verdict;          // the platform's own word for it; empty: it has none
  std::vector<Effect> effects;  // the worst first
};

}  // namespace haat
