#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/competency/dictionary.hpp"
#include "core/course/course.hpp"
#include "core/package/limits.hpp"
#include "core/qa/finding.hpp"
#include "core/signing/trust.hpp"
#include "marketplace-server/review/refusal.hpp"
#include "marketplace-server/screening/screening.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Who must have signed a package.
enum class Authorship {
  one_of_these_keys,  // a partner's own
  anybody,            // a provider's catalogue: signatures are kept and shown, none is asked for
};

// Whose signatures count. Nobody but the marketplace says that a package is released.
struct KnownKeys {
  PublicKey marketplace;
  std::vector<TrustedKey> authors;
  Time now;
  int threshold = 1;  // how many of the authors' keys have to have signed
};

// What the machine found out about a package.
struct Examined {
  Course course;
  std::string standard;
  std::string digest;             // of the inventory, in hex
  std::vector<Finding> findings;  // none is an error
  std::vector<SignatureNote> signatures;
  std::string report_digest;
  std::string facts;  // haat::to_json(Facts)
  std::vector<Suspicion> suspicions;
};

// open -> verify -> read haat/course.json -> check, ending with the first step that fails. Nothing
// is changed.
// ("package-not-intact", "package-unsigned", "signature-time-wrong", "key-revoked", "key-expired",
// "signer-unknown", "signatures-too-few",
// "statement-mismatch", "release-not-ours", "package-has-errors", or what core says)
Judged<Examined> examine_package(const std::filesystem::path& zip, Authorship authorship,
                                 const KnownKeys& keys, const Dictionary& dictionary,
                                 const Screening& screening, const Limits& limits);

// Of these the first two steps: whether the package is what was signed by who must have.
Judged<void> judge_authorship(const std::filesystem::path& zip, Authorship authorship,
                              const KnownKeys& keys, const Limits& limits);

// An error about a package that somebody sent: told without our folder's name, and as the package's
// fault.
Error about_package(Error error, const std::filesystem::path& zip);

}  // namespace haat::server
