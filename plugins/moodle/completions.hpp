#pragma once

#include <cstdint>
#include <ctime>
#include <functional>
#include <map>
#include <string>

#include "plugins/moodle/site.hpp"
#include "sdk/provider/provider.hpp"

namespace moodle {

// Where a round over all courses and those enrolled in them is. A Moodle lists no completions, each
// has to be asked for; so every round tells all of them again, and a new one begins an hour after
// the last one began. As a text: "1732600000.7.8", or "1732600000" when the round is over.
struct Round {
  std::int64_t began = 0;  // seconds since 1970
  std::int64_t course = 0;
  std::int64_t offset = 0;  // of those enrolled in the course
  bool is_over = false;
};
std::string to_string(const Round& round);
// "" begins one at `now`. Throws HAAT_NOT_FOUND if it is none of ours.
Round read_round(const std::string& cursor, std::time_t now);
bool is_due(const Round& round, std::time_t now);  // the next one, after one that is over

// One page of the round, of as many requests as a call may make. `courses` are the rows of
// list_courses(). Whom or what the site does not tell of is left out, with a word to `complain`.
// Throws SiteError "accessexception" if the token's service lacks a function.
haat::provider::Completions list_completions(
    Site& site, const std::map<std::int64_t, partner::Json>& courses, Round round,
    const std::function<void(const std::string&)>& complain);

}  // namespace moodle
