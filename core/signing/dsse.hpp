#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/package/limits.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"

namespace haat {

// A DSSE envelope (Dead Simple Signing Envelope 1.0.2): bytes of a named type, and who signed them.
struct SignedPayload {
  struct By {
    std::string key_id;
    Signature signature{};
  };
  std::string type;
  std::string payload;
  std::vector<By> signatures;  // at least one
};

// What is signed: the type is part of it, so a signature of one kind of document is none of
// another.
std::string pre_authentication_encoding(std::string_view type, std::string_view payload);

void add_signature(SignedPayload& envelope, const SecretKey& key);
bool is_signed_by(const SignedPayload& envelope, const PublicKey& key);

std::string to_json(const SignedPayload& envelope);
Result<SignedPayload> parse_signed_payload(std::string_view json,
                                           const Limits& limits = {});  // ("envelope-invalid")

}  // namespace haat
