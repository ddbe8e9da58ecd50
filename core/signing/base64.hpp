#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace haat {

// RFC 4648, section 4: with padding, and nothing but the one canonical spelling is read.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

// Section 5, without padding, as JOSE has it; read as strictly.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace haat
