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
#include "core/signing/trust.hpp"

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
    expired,      // right, but the key's time is over, or was when it signed
    not_yet,      // right, but the key's time has not come, or it is dated in the future
    revoked,      // right, but the key is disowned
    wrong,        // by a known key, but it does not match: also a violation
  };
  std::string key_id;
  std::string key_name;  // the name that the truster gave it; empty if unknown
  Trust trust = Trust::unknown_key;
  Statement statement;  // only to be believed if trusted
};

// What to make of a package, in one word.
enum class Verdict {
  genuine,    // intact, and a key signed it that the caller trusts
  tampered,   // not what its inventory says, or a signature that is none
  revoked,    // whoever is trusted and signed it has disowned the key, or the package, since
  expired,    // signed by a trusted key, but not in its time, or with a date that cannot be
  untrusted,  // signed by nobody that the caller trusts
  unsigned_,  // by nobody at all
};
const char* to_string(Verdict verdict);  // "genuine", "unsigned", ...

struct Verification {
  static constexpr std::size_t most_violations = 1000;

  Sha256 digest{};                        // of the inventory
  std::vector<Violation> violations;      // none: the content is exactly what the inventory says;
                                          // at most most_violations are listed,
  std::uint64_t violations_left_out = 0;  // and so many are not
  std::vector<SignatureVerdict> signatures;  // sorted by key id
  std::optional<RevokedPackage> revoked;     // by a marketplace that is trusted

  bool intact() const { return violations.empty(); }
  // One trusted signature is enough, whoever else signed, unless the package is revoked; without
  // one, the gravest reason is told.
  Verdict verdict() const;
  // Intact, and signed by a trusted key that says what was asked for.
  bool proves(Statement::Kind kind) const;
};

// Judges the container, every digest and every signature. The Error is for a package that cannot be
// read or that has no inventory ("package-unsealed"); what an attacker did is in `violations`.
//
//   HAAT_TRY(const Package package, open_package("course.zip"));
//   HAAT_TRY(const PublicKey key, parse_public_key("haat-ed25519 ... Institute of Examples"));
//   HAAT_TRY(const Verification found, verify_package(package, Trust::in({key}, now)));
//   if (!found.proves(Statement::Kind::authored)) std::cerr << to_string(found.verdict());
Result<Verification> verify_package(const Package& package, const Trust& trust,
                                    const Progress& progress = {});

}  // namespace haat
