#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace haat {

// Two lower-case digits a byte; nothing else is read.
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

}  // namespace haat
