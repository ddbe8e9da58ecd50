#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sdk/provider/provider.hpp"

namespace folder {

// One row of a partner's catalogue.
struct Row {
  haat::provider::Course course;
  std::string package;  // path of its zip, relative to the folder; empty: none
};

struct Catalogue {
  // Those that are courses as they stand, sorted by external_id, each of them once.
  std::vector<Row> rows;
  // All of them as they stand, in the order of the file, for an operator's mapping.
  std::vector<haat::provider::Record> records;
  std::vector<std::string> complaints;  // why rows are left out
};

// Reads the file: JSON, CSV or XLSX (records.hpp) with the members external_id, title, description,
// language, duration, version, licence and package, all strings, all optional but the first two. A
// row that is wrong is left out of the rows; a file that is wrong throws.
Catalogue read_catalogue(const std::filesystem::path& file);

}  // namespace folder
