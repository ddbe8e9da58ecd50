#pragma once

#include <string>

namespace haat::server {

// Where a marketplace keeps what is not in its data folder; empty: it is there.
struct Places {
  std::string database;  // Store::open()
  std::string blobs;     // Blobs::open()
};

Places places_of_environment();  // HAAT_DATABASE and HAAT_BLOBS

}  // namespace haat::server
