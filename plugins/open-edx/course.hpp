#pragma once

#include "plugins/partner/json.hpp"
#include "sdk/provider/provider.hpp"

namespace open_edx {

// A row of the course API of an LMS, or of the discovery service. Both throw HAAT_FAULT_DATA if it
// lacks what a course needs.
haat::provider::Course read_lms_course(const partner::Json& row);
haat::provider::Course read_discovery_course(const partner::Json& row);

}  // namespace open_edx
