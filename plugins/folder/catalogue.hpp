#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sdk/provider/provider.hpp"

namespace folder {

// One row of a partner's catalogue.json.
struct Row {
  haat::provider::Course course;
  std::string package;  // path of its zip, relative to the folder; empty: none
};

// Reads the file: a JSON array of objects with the members external_id, title, description,
// language, duration, version, licence and package, all strings, all optional but the first two. A
// row that is wrong is left out with a word to `complain`; a file that is wrong throws. Sorted by
// external_id, each of them once.
std::vector<Row> read_catalogue(const std::filesystem::path& file,
                                const std::function<void(const std::string&)>& complain);

}  // namespace folder
