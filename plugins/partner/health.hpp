#pragma once

#include <functional>
#include <string>

#include "sdk/provider/provider.hpp"

namespace partner {

// How a partner's system fares, by `ask`, which asks it something small. Whatever Failure that ends
// in is that it is down, with the same sentence: a system that refuses us is of no more use than
// one that is silent. One that is slow to answer is degraded.
haat::provider::Health health_of(const std::function<haat::provider::Health()>& ask);

// What a system calls itself, as a word of a sentence: in quotes, on one line and short.
std::string quoted_name(const std::string& name);

}  // namespace partner
