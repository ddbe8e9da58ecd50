#pragma once

#include <string_view>

namespace haat {

// The media type that a browser needs for a file, by its name's ending; application/octet-stream
// for others.
std::string_view content_type(std::string_view path);

}  // namespace haat
