#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/mapping/mapping.hpp"
#include "core/result.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat {
struct ProviderHealth;
}

namespace haat::server {

// One thing that a provider tells of its catalogue, read by its mapping if it has one.
struct Told {
  OfferedCourse offer;
  bool gone = false;                      // only the external_id is there
  std::optional<Mapping::Fault> refused;  // then the offer is none
  std::vector<Mapping::Fault> left_out;
};

struct ToldPage {
  std::vector<Told> items;
  std::string next;  // cursor
  bool more = false;
};

// Whether it is asked for what changed: not where a mapping reads its records, since changes are
// told as courses.
bool tells_changes(const ProviderHealth& health, const Services& services);

// What its cursors are good for: no other version, settings or mapping.
std::string edition_of(const ProviderHealth& health, const Services& services);

// Asks the provider. A mapping is applied to its haat.records, or, where it has none, to its
// courses: objects with the members external_id, title, description, language, duration, version,
// licence.
Result<ToldPage> ask_page(const ProviderHealth& health, const std::string& cursor,
                          Services& services);

}  // namespace haat::server
