#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace partner {

// What a reader would see of it: without tags, scripts and styles, a line for each paragraph.
std::string plain_text(const std::string& html);

// Every run of spaces and control characters is one space; none at either end.
std::string one_line(std::string_view text);

// Control characters are gone, but for line ends and tabs.
std::string without_controls(std::string text);

// As many whole characters of UTF-8 as so many bytes hold.
std::string cut(const std::string& text, std::size_t bytes);

}  // namespace partner
