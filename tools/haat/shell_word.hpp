#pragma once

#include <string>

namespace haat::cli {

// As a shell reads it as one word, quoted where it has to be.
std::string shell_word(const std::string& text);

}  // namespace haat::cli
