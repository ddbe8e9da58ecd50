#include "tools/haat/verdict.hpp"

#include <algorithm>
#include <ostream>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "tools/haat/keys.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

using Kind = Statement::Kind;
using Trust = SignatureVerdict::Trust;

// A course with a wrong file in a thousand places is told of in the first few; --json has all.
constexpr std::size_t most_shown = 10;

const char* to_string(Kind kind) {
  return kind == Kind::authored ? "authored" : "released";
}

const char* to_string(Trust trust) {
  switch (trust) {
    case Trust::trusted:
      return "trusted";
    case Trust::unknown_key:
      return "unknown-key";
    case Trust::wrong:
      return "wrong";
  }
  return "wrong";
}

std::string sentence(const SignatureVerdict& signature, bool intact) {
  const Statement& said = signature.statement;
  switch (signature.trust) {
    case Trust::trusted:
      if (!intact)
        return "it was signed by " + printable(signature.key_name) + ", " + to_rfc3339(said.time) +
               ", but is not what was signed (key " + signature.key_id + ")";
      return (said.kind == Kind::authored ? "made by " : "checked and released by ") +
             printable(signature.key_name) + ", " + to_rfc3339(said.time) + " (key " +
             signature.key_id + ")";
    case Trust::unknown_key:
      return "signed by a key that you do not trust: " + printable(signature.key_id);
    case Trust::wrong:
      return "a signature in the name of " + printable(signature.key_name) + " is wrong (key " +
             signature.key_id + ")";
  }
  return {};
}

bool any(const Verification& verification, Trust trust) {
  return std::any_of(verification.signatures.begin(), verification.signatures.end(),
                     [&](const SignatureVerdict& one) { return one.trust == trust; });
}

// The last line: whether it may be used, and what to do if not.
std::string advice(const Verification& verification) {
  if (!verification.intact())
    return "Do not use it: get it again from the marketplace, or ask whoever made it.";
  if (is_proven(verification)) return "";
  if (any(verification, Trust::unknown_key))
    return "The content is what was signed, but nobody you trust signed it. If you know whose key "
           "it is:\n"
           "haat trust add FILE, or haat trust add --server URL for a marketplace's.";
  return "Nobody has signed it. Whoever made it can: haat sign PACKAGE --key NAME.";
}

}  // namespace

bool is_proven(const Verification& verification) {
  return verification.intact() && any(verification, Trust::trusted);
}

void print_verdict(Io& io, const std::string& name, const Verification& verification) {
  const bool proven = is_proven(verification);
  const char* colour = !io.colour ? "" : proven ? "\x1b[32m" : "\x1b[31m";
  io.out << colour
         << (proven                  ? "GENUINE"
             : verification.intact() ? "NOT PROVEN"
                                     : "CHANGED")
         << (io.colour ? "\x1b[0m" : "") << "  " << printable(name) << "\n";
  for (const SignatureVerdict& signature : verification.signatures)
    if (signature.trust == Trust::trusted) {
      io.out << "  course  " << printable(signature.statement.course) << " "
             << printable(signature.statement.version) << "\n";
      break;
    }
  if (verification.digest != Sha256{})  // an unreadable container has none
    io.out << "  digest  " << to_hex(verification.digest) << "\n";
  for (const SignatureVerdict& signature : verification.signatures) {
    const bool good = verification.intact() && signature.trust == Trust::trusted;
    io.out << "  " << (good ? "+ " : "- ") << sentence(signature, verification.intact()) << "\n";
  }
  std::size_t shown = 0;
  for (const Violation& violation : verification.violations) {
    if (++shown > most_shown) break;
    io.out << "  - " << printable(violation.message) << " [" << violation.id << "]\n";
  }
  if (verification.violations.size() > most_shown)
    io.out << "  - and " << verification.violations.size() - most_shown
           << " more; --json shows all\n";
  if (const std::string next = advice(verification); !next.empty()) io.out << next << "\n";
}

std::string verdict_json(const Verification& verification) {
  Json signatures = Json::array();
  for (const SignatureVerdict& one : verification.signatures) {
    Json row{{"key_id", one.key_id}, {"trust", to_string(one.trust)}};
    if (one.trust ==
        Trust::trusted)  // what a stranger's signature claims is not repeated as if it were known
      row.update({{"name", one.key_name},
                  {"kind", to_string(one.statement.kind)},
                  {"time", to_rfc3339(one.statement.time)},
                  {"course", one.statement.course},
                  {"version", one.statement.version},
                  {"details", one.statement.details}});
    signatures.push_back(std::move(row));
  }
  Json violations = Json::array();
  for (const Violation& one : verification.violations)
    violations.push_back({{"id", one.id}, {"path", one.path}, {"message", one.message}});
  return Json{{"digest", to_hex(verification.digest)},
              {"intact", verification.intact()},
              {"proven", is_proven(verification)},
              {"signatures", signatures},
              {"violations", violations}}
      .dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<std::vector<PublicKey>> known_keys() {
  HAAT_TRY(std::vector<PublicKey> keys, trusted_keys());
  HAAT_TRY(const std::vector<PublicKey> own, own_keys());
  for (const PublicKey& key : own)
    if (std::none_of(keys.begin(), keys.end(),
                     [&](const PublicKey& one) { return one.id() == key.id(); }))
      keys.push_back(key);
  return keys;
}

}  // namespace haat::cli
