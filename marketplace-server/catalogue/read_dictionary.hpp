#pragma once

#include <filesystem>

#include "core/competency/dictionary.hpp"

namespace haat::server {

// The roles, activities and competencies of a marketplace, from a JSON file; without one the
// demonstration's. ("dictionary-unreadable", "dictionary-invalid")
Result<Dictionary> read_dictionary(const std::filesystem::path& file);

}  // namespace haat::server
