#include "tools/haat/passphrase.hpp"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>

#include "core/terminal.hpp"

namespace haat::cli {
namespace {

// The first line that the descriptor gives.
Result<SecretText> from_descriptor(const std::string& number) {
  int descriptor = -1;
  const auto [end, problem] =
      std::from_chars(number.data(), number.data() + number.size(), descriptor);
  if (problem != std::errc{} || end != number.data() + number.size() || descriptor < 0)
    return fail(Errc::invalid_argument, "usage",
                "--passphrase-fd takes the number of an open descriptor, not \"" + number + "\"");
  HAAT_TRY(SecretText line, SecretText::create());
  for (char byte = 0;;) {
    const ssize_t got = ::read(descriptor, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return fail(Errc::invalid_argument, "passphrase-unreadable",
                  "descriptor " + number + " cannot be read: open it, as in 3<file");
    if (got == 0 || byte == '\n') return line;
    HAAT_TRY_VOID(line.add(byte));
  }
}

// Without asking; nothing if none was given.
Result<SecretText> given(const PassphraseSource& source) {
  if (!source.none && !source.descriptor.empty()) return from_descriptor(source.descriptor);
  HAAT_TRY(SecretText passphrase, SecretText::create());
  if (const char* value = std::getenv("HAAT_PASSPHRASE"); value != nullptr && !source.none)
    HAAT_TRY_VOID(passphrase.add(value));
  return passphrase;
}

}  // namespace

void PassphraseSource::define(Syntax& syntax) {
  syntax.option(
      "--passphrase-fd", descriptor,
      "read the passphrase from this open descriptor; else from HAAT_PASSPHRASE, else ask");
}

void PassphraseSource::define_for_new(Syntax& syntax) {
  define(syntax);
  syntax.flag("--no-passphrase", none,
              "leave the key file unprotected: whoever copies it can sign");
}

bool passphrase_given(const PassphraseSource& source) {
  return source.none || !source.descriptor.empty() || std::getenv("HAAT_PASSPHRASE");
}

Result<SecretText> new_passphrase(const PassphraseSource& source) {
  if (passphrase_given(source)) {
    HAAT_TRY(SecretText passphrase, given(source));
    if (passphrase.empty() && !source.none)
      return fail(Errc::invalid_argument, "passphrase-empty",
                  "the passphrase is empty; --no-passphrase says that this is meant");
    return passphrase;
  }
  if (!has_terminal())
    return fail(Errc::invalid_argument, "passphrase-needed",
                "a new key needs a passphrase: set HAAT_PASSPHRASE, give --passphrase-fd, or say "
                "--no-passphrase");
  HAAT_TRY(SecretText first, ask_secret("Passphrase for the new key"));
  if (first.empty())
    return fail(Errc::invalid_argument, "passphrase-empty",
                "the passphrase is empty; --no-passphrase says that this is meant");
  HAAT_TRY(const SecretText second, ask_secret("The same again"));
  if (!equal(first, second))
    return fail(Errc::invalid_argument, "passphrase-differs",
                "the two passphrases differ; no key was made");
  return first;
}

Result<SecretText> passphrase_of(const PassphraseSource& source, const std::string& key) {
  if (passphrase_given(source)) return given(source);
  if (!has_terminal())
    return fail(
        Errc::invalid_argument, "passphrase-needed",
        "the key \"" + key + "\" is protected: set HAAT_PASSPHRASE or give --passphrase-fd");
  return ask_secret("Passphrase of " + key);
}

}  // namespace haat::cli
