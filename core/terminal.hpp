#pragma once

#include <string>

#include "core/result.hpp"
#include "core/signing/secret_text.hpp"

namespace haat {

// The terminal of whoever sits before the program, whatever its standard input is.

bool has_terminal();  // whether a person can be asked

// Asks on the terminal, and shows nothing of what is typed. Ctrl-C gives
// "cancelled".
Result<SecretText> ask_secret(const std::string& question);

// Asks for yes or no on the terminal. Without one it is an error that says which option answers
// instead.
Result<bool> ask(const std::string& question, const std::string& option);

}  // namespace haat
