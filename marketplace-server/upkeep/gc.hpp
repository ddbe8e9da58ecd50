#pragma once

#include <chrono>
#include <ostream>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace haat::server {

class Blobs;
class Store;

// Removes packages that no row names and that were kept before `before`. Servers may be at work.
//
// What is named is never taken. Each removal is made within a transaction of the writer, of which
// there is one at a time on all machines, after asking there once more whether anything names it;
// and whoever names one asks, in the transaction of theirs, whether it is there (Blobs::confirm()).
// So one of the two comes first: either the name is seen here, or its absence there, and then what
// was being brought is refused and can be sent again. A day's rest makes that rare.
Result<void> gc(Store& store, Blobs& blobs, Time before, std::ostream& out);

}  // namespace haat::server
