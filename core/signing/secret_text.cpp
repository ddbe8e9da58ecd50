#include "core/signing/secret_text.hpp"

#include <sodium.h>

namespace haat {

void SecretText::Free::operator()(char* bytes) const {
  sodium_free(bytes);  // wipes it
}

Result<SecretText> SecretText::create() {
  Bytes bytes(sodium_init() < 0 ? nullptr : static_cast<char*>(sodium_malloc(longest)));
  if (!bytes)
    return fail(Errc::unavailable, "no-locked-memory",
                "there is no memory that can be locked for a secret");
  return SecretText(std::move(bytes));
}

Result<void> SecretText::add(char byte) {
  if (size_ == longest)
    return fail(Errc::too_large, "secret-too-long",
                "the secret has more than " + std::to_string(longest) + " bytes");
  bytes_.get()[size_++] = byte;
  return {};
}

Result<void> SecretText::add(std::string_view text) {
  for (const char byte : text) HAAT_TRY_VOID(add(byte));
  return {};
}

std::string_view SecretText::view() const {
  return {bytes_.get(), size_};
}

bool equal(const SecretText& a, const SecretText& b) {
  return a.view().size() == b.view().size() &&
         sodium_memcmp(a.view().data(), b.view().data(), a.view().size()) == 0;
}

}  // namespace haat
