#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/package/digest.hpp"
#include "core/package/package.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"
#include "core/signing/pack.hpp"
#include "core/signing/statement.hpp"

namespace haat {

// One thing that keeps a package from being what its inventory and signatures say.
struct Violation {
  std::string id;  // kebab-case: "file-changed", "file-not-in-inventory", "file-missing",
                   // "signature-wrong", ...
  std::string path;
  std::string message;  // one sentence
};

struct SignatureVerdict {
  enum class Trust {
    trusted,      // right, by a key that the caller trusts
    unknown_key,  // cannot be judged: the caller does not know the key
    wrong,        // by a known key, but it does not match: also a violation
  };
  std::string key_id;
  std::string key_name;  // the name that the truster gave it; empty if unknown
  Trust trust = Trust::unknown_key;
  Statement statement;  // only to be believed if trusted
};

struct Verification {
  Sha256 digest{};                           // of the inventory
  std::vector<Violation> violations;         // none: the content is exactly what the inventory says
  std::vector<SignatureVerdict> signatures;  // sorted by key id

  bool intact() const { return violations.empty(); }
  // Intact, and signed by a trusted key that says what was asked for.
  bool proves(Statement::Kind kind) const;
};

// Judges the container, every digest and every signature. The Error is for a package that cannot be
// read or that has no inventory ("package-unsealed"); what an attacker did is in `violations`.
Result<Verification> verify_package(const Package& package, const std::vector<PublicKey>& trusted,
                                    const Progress& progress = {});

}  // namespace haat
