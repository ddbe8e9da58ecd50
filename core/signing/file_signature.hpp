#pragma once

#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/package/digest.hpp"
#include "core/package/limits.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"
#include "core/signing/trust.hpp"

namespace haat {

// What the maker of a file says in FILE.sig, beside it: these bytes are mine. A DSSE envelope of
// the type application/vnd.haat.file+json, with one signature.
struct FileSignature {
  std::string file;  // its name then; for people
  Sha256 digest{};
  Time time{};
};

std::string seal_file(const FileSignature& statement, const SecretKey& key);

// The key that signed it, of those that are trusted and in their time, if it is about these bytes.
// `what` is the signature's name for the sentence. ("file-signature-invalid"); permission_denied
// ("key-untrusted", "signature-wrong", "key-out-of-time", "key-revoked", "file-changed")
Result<PublicKey> judge_file(std::string_view envelope, const Sha256& digest, const Trust& trust,
                             const std::string& what, const Limits& limits = {});

}  // namespace haat
