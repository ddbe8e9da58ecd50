#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sdk/provider/provider.hpp"

namespace folder {

// Reads a partner's completions.json: a JSON array of objects with the members learner,
// external_id, finished_at, and perhaps began_at, score, hours and certificate. A row that is wrong
// is left out with a word to `complain`; a file that is wrong throws. In the order of the file, to
// which partners append.
std::vector<haat::provider::Completion> read_completions(
    const std::filesystem::path& file, const std::function<void(const std::string&)>& complain);

}  // namespace folder
