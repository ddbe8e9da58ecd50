#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace haat::server {

class Blobs;

// Copies the packages of these names, as far as they are not there yet; each is there with its
// digest when this is done, and all that were there before stay. ("blob-damaged", "blob-missing")
Result<void> move_blobs(Blobs& from, Blobs& to, const std::vector<std::string>& names,
                        std::ostream& out);

}  // namespace haat::server
