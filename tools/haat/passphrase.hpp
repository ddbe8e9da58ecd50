#pragma once

#include <string>

#include "core/result.hpp"
#include "core/signing/secret_text.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// Where the passphrase of a key comes from. Never from an argument: those are seen by every process
// of the machine.
struct PassphraseSource {
  std::string descriptor;  // --passphrase-fd
  bool none = false;       // --no-passphrase

  void define(Syntax& syntax);          // the options of a command that opens a key
  void define_for_new(Syntax& syntax);  // and of one that makes a key
};

// For a new key: from the descriptor, HAAT_PASSPHRASE, or asked for twice on the terminal.
Result<SecretText> new_passphrase(const PassphraseSource& source);

// For a key that exists; `key` names it in the question.
Result<SecretText> passphrase_of(const PassphraseSource& source, const std::string& key);

// Whether one was given without asking.
bool passphrase_given(const PassphraseSource& source);

}  // namespace haat::cli
