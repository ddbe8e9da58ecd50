#pragma once

#include <string>
#include <string_view>

namespace haat::wire {

// What is wrong with an address that is to be one of haat.launch, as in "the address ..."; empty:
// nothing.
std::string trouble_of_launch_address(std::string_view address);

}  // namespace haat::wire
