#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sdk/authoring/preview/cmi5_unit.hpp"

namespace haat {

// What a learning platform does for cmi5 (Quartz, sections 8 to 11), for one learner who tries one
// course: it launches units, hands out a token for each launch once, takes statements and
// documents, refuses what the standard tells a platform to refuse, and knows which units are
// satisfied. All of it in memory, bounded, and gone with the preview. Threads: any.
class Cmi5Platform {
 public:
  struct Request {
    std::string method;
    std::string resource;  // "launch", "anew", "events", "fetch", or "lrs/statements", ...
    std::map<std::string, std::string> query;
    std::string origin;  // of this preview, as the browser calls it: "http://127.0.0.1:8717"
    std::string authorization, version, if_match, if_none_match;
    std::string body;
  };
  struct Answer {
    int status = 200;
    std::string body;  // JSON; "": none
    std::string etag;
  };

  explicit Cmi5Platform(std::vector<Cmi5Unit> units);
  ~Cmi5Platform();

  // The player asks for "launch" {"unit", "mode"} -> {"address"}, "anew", and "events" ?after=N,
  // which tells what has been asked since, and how each unit stands. All else is the units' own.
  Answer answer(const Request& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The largest body that it takes.
inline constexpr std::size_t cmi5_body_size = std::size_t{1} << 20;

}  // namespace haat
