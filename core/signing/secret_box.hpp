#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat {

// A text that only those can read who know the secret (XSalsa20-Poly1305, under BLAKE2b of the
// secret), as Base64. The secret must be one that nobody can guess, such as a token: nothing here
// slows a guesser down, as seal() of a SecretKey does. unavailable ("no-cryptography")
Result<std::string> seal_box(std::string_view text, std::string_view secret);

// Nothing where the secret is another, or the box was changed.
std::optional<std::string> open_box(std::string_view box, std::string_view secret);

}  // namespace haat
