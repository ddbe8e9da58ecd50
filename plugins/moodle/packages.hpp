#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "plugins/moodle/site.hpp"

namespace moodle {

// The URLs of the packages of those of these courses that consist of one SCORM activity: a course
// of several has no one package. Throws SiteError "accessexception" if the token's service lacks
// the function.
std::map<std::int64_t, std::string> list_packages(Site& site,
                                                  const std::vector<std::int64_t>& courses);

}  // namespace moodle
