#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "plugins/moodle/site.hpp"
#include "sdk/provider/provider.hpp"

namespace moodle {

// The rows of the site's courses that anybody may see, by their numbers: of one category, or all.
// The site's own front page is none. A row without a number is left out with a word to `complain`.
std::map<std::int64_t, partner::Json> list_courses(
    Site& site, long category, const std::function<void(const std::string&)>& complain);

// What the host is told of one. Throws HAAT_FAULT_DATA if it lacks what a course needs.
haat::provider::Course read_course(const partner::Json& row);

}  // namespace moodle
