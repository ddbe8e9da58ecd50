#pragma once

#include "plugins/partner/json.hpp"
#include "sdk/provider/provider.hpp"

namespace sunbird {

// A row of a search. Throws HAAT_FAULT_DATA if it lacks what a course needs.
haat::provider::Course read_course(const partner::Json& row);

}  // namespace sunbird
