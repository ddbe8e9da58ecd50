#pragma once

#include <filesystem>
#include <string>

namespace haat::server {

// Where a marketplace keeps what is not in its data folder; empty: it is there.
struct Places {
  std::string database;          // Store::open()
  std::string blobs;             // Blobs::open()
  std::string database_replica;  // Store::use_replica(); empty: there is none
};

inline constexpr const char* database_file = "haat.sqlite";  // in the data folder

// What Store::open() takes.
std::string database_of(const std::filesystem::path& data, const Places& elsewhere);

Places places_of_environment();  // HAAT_DATABASE and HAAT_BLOBS

}  // namespace haat::server
