#include "plugins/moodle/health.hpp"

#include <algorithm>

#include "plugins/partner/health.hpp"

namespace moodle {

using haat::provider::Health;
using partner::Json;

namespace {

struct Use {
  const char* function;
  Health::State without;
  const char* means;  // without it
};
constexpr Use uses[] = {
    {"core_course_get_courses_by_field", Health::down, "no course can be listed"},
    {"mod_scorm_get_scorms_by_courses", Health::degraded, "no course has a package"},
};

bool has(const Json& functions, const char* name) {
  return std::any_of(functions.begin(), functions.end(),
                     [&](const Json& one) { return partner::text_if_any(one, {"name"}) == name; });
}

// A service may lack this very function, which no other call needs.
Health unknown(const SiteError& error) {
  return {Health::degraded,
          std::string(error.what()) + "; without it nobody knows which functions the token has"};
}

}  // namespace

Health health_of(Site& site) {
  Json answer;
  try {
    answer = site.call("core_webservice_get_site_info", {});
  } catch (const SiteError& error) {
    if (error.code() != "accessexception") throw;
    return unknown(error);
  }
  const Json& functions = partner::list(answer, {"functions"});
  Health health{Health::ok, "the Moodle " +
                                partner::quoted_name(partner::text_if_any(answer, {"sitename"})) +
                                " answers"};
  for (const Use& use : uses) {
    if (has(functions, use.function)) continue;
    health.state = std::max(health.state, use.without);
    health.sentence += std::string("; its service lacks ") + use.function + ", so " + use.means;
  }
  return health;
}

}  // namespace moodle
