#pragma once

#include "core/repeated.hpp"
#include "marketplace-server/review/act.hpp"
#include "marketplace-server/screening/pattern.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

Pattern pattern_of_json(const std::string& json);  // of a scan; fits schemas::scan

// Looks, for each scan that somebody ordered, at everything that was ever published and not taken
// down, one release after the other, and does with what it finds what the scan says, in the name of
// whoever ordered it. A restart goes on where it was. Until it is destroyed.
class Rescan {
 public:
  explicit Rescan(Services& services);

 private:
  bool step();  // looks at one release; whether there was one
  Result<void> look(Scan& scan, const Release& release, std::int64_t number);
  std::string act_on(const Scan& scan, const Release& release, const std::string& found);

  Services& services_;
  Repeated repeated_;
};

}  // namespace haat::server
