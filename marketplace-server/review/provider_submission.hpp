#pragma once

#include <string>

#include "core/course/course.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/review/hand_in.hpp"
#include "marketplace-server/review/refusal.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// What the curator says about a provider's course where the provider says nothing, or nothing that
// fits: set members win.
struct Tagging {
  std::string course_id;
  std::vector<CompetencyTag> competencies;
  Translated title;
  Translated description;
  std::string version;
  std::string duration;
  std::string licence;
};

// A course that a provider offers now. ("offer-unknown", "offer-gone")
Result<OfferedCourse> find_offer(const std::string& provider, const std::string& external_id,
                                 Services& services);

// Fetches the package from the provider, seals it (with a haat/course.json, where it brings none),
// and hands it in like any other: submitted by "provider:<id>". ("offer-unknown",
// "offer-without-package", "course-id-differs", ...)
Judged<HandedIn> take_offer(const std::string& provider, const std::string& external_id,
                            const Tagging& tagging, const Caller& curator, Services& services);

}  // namespace haat::server
