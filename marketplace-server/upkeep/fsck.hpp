#pragma once

#include <ostream>

#include "core/result.hpp"

namespace haat::server {

class Blobs;
class Store;

// Reads every package that a row names from where it is kept, and says which are missing or have
// other bytes; and which are kept without a name. Changes nothing. Whether all was as it should be.
Result<bool> fsck(Store& store, Blobs& blobs, std::ostream& out);

}  // namespace haat::server
