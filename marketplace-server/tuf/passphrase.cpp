#include "marketplace-server/tuf/passphrase.hpp"

#include <cstdlib>

#include "core/terminal.hpp"

namespace haat::server {

Result<SecretText> passphrase_of(const std::string& key) {
  if (const char* given = std::getenv("HAAT_PASSPHRASE")) {
    HAAT_TRY(SecretText text, SecretText::create());
    HAAT_TRY_VOID(text.add(std::string_view(given)));
    return text;
  }
  if (!has_terminal())
    return fail(Errc::invalid_argument, "passphrase-needed",
                "the key " + key + " is protected: set HAAT_PASSPHRASE, or run this in a terminal");
  return ask_secret("Passphrase of " + key);
}

}  // namespace haat::server
