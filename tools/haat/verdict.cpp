#include "tools/haat/verdict.hpp"

#include <ostream>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "tools/haat/keys.hpp"
#include "tools/haat/seen_log.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

using Kind = Statement::Kind;
using Believed = SignatureVerdict::Trust;

// A course with a wrong file in a thousand places is told of in the first few; --json has all.
constexpr std::size_t most_shown = 10;

const char* to_string(Kind kind) {
  return kind == Kind::authored ? "authored" : "released";
}

const char* to_string(Believed trust) {
  switch (trust) {
    case Believed::trusted:
      return "trusted";
    case Believed::unknown_key:
      return "unknown-key";
    case Believed::expired:
      return "expired";
    case Believed::not_yet:
      return "not-yet";
    case Believed::revoked:
      return "revoked";
    case Believed::wrong:
      return "wrong";
  }
  return "wrong";
}

const char* headline(Verdict verdict) {
  switch (verdict) {
    case Verdict::genuine:
      return "GENUINE";
    case Verdict::tampered:
      return "CHANGED";
    case Verdict::revoked:
      return "REVOKED";
    case Verdict::expired:
      return "EXPIRED";
    case Verdict::untrusted:
      return "NOT PROVEN";
    case Verdict::unsigned_:
      return "UNSIGNED";
  }
  return "CHANGED";
}

std::string sentence(const SignatureVerdict& signature, bool intact) {
  const Statement& said = signature.statement;
  const std::string key = " (key " + printable(signature.key_id) + ")";
  const std::string name = printable(signature.key_name);
  const std::string time = to_rfc3339(said.time);
  switch (signature.trust) {
    case Believed::trusted:
      if (!intact)
        return "it was signed by " + name + ", " + time + ", but is not what was signed" + key;
      return (said.kind == Kind::authored ? "made by " : "checked and released by ") + name + ", " +
             time + key;
    case Believed::unknown_key:
      return "signed by a key that you do not trust: " + printable(signature.key_id);
    case Believed::expired:
      return "signed by " + name + ", dated " + time + ", but the time of that key is over" + key;
    case Believed::not_yet:
      return "signed by " + name + ", dated " + time +
             ", which is in the future or before that key's time" + key;
    case Believed::revoked:
      return "signed by " + name + ", dated " + time +
             ", with a key that is revoked: anybody may have signed this" + key;
    case Believed::wrong:
      return "a signature in the name of " + name + " is wrong" + key;
  }
  return {};
}

// The last line: what to do if it may not be used as it is.
const char* advice(const Verification& verification) {
  switch (verification.verdict()) {
    case Verdict::genuine:
      return "";
    case Verdict::tampered:
      return "Do not use it: get it again from the marketplace, or ask whoever made it.\n";
    case Verdict::revoked:
      if (verification.revoked)
        return "Do not use it, and throw copies away: the marketplace gives it out no more.\n";
      return "Do not use it: ask whoever made it to sign it with the key that they have now.\n";
    case Verdict::expired:
      return "The content is what was signed, but the date does not fit. Ask whoever made it to\n"
             "sign it again, and see that the clock of this machine is right.\n";
    case Verdict::untrusted:
      return "The content is what was signed, but nobody you trust signed it. If you know whose\n"
             "key it is: haat trust add FILE, or haat trust add --server URL for a "
             "marketplace's.\n";
    case Verdict::unsigned_:
      if (verification.digest == Sha256{})
        return "Nobody has signed it, nor can they yet: it has no inventory. Whoever made it can\n"
               "make one by haat import and haat pack, and then use haat sign.\n";
      return "Nobody has signed it. Whoever made it can: haat sign PACKAGE --key NAME.\n";
  }
  return "";
}

}  // namespace

int exit_code(Verdict verdict) {
  switch (verdict) {
    case Verdict::genuine:
      return 0;
    case Verdict::tampered:
      return 1;
    case Verdict::untrusted:
      return 4;
    case Verdict::expired:
      return 5;
    case Verdict::revoked:
      return 6;
    case Verdict::unsigned_:
      return 7;
  }
  return 1;
}

void print_verdict(Io& io, const std::string& name, const Verification& verification) {
  const Verdict verdict = verification.verdict();
  const char* colour = !io.colour ? "" : verdict == Verdict::genuine ? "\x1b[32m" : "\x1b[31m";
  io.out << colour << headline(verdict) << (io.colour ? "\x1b[0m" : "") << "  " << printable(name)
         << "\n";
  for (const SignatureVerdict& signature : verification.signatures)
    if (signature.trust == Believed::trusted) {
      io.out << "  course  " << printable(signature.statement.course) << " "
             << printable(signature.statement.version) << "\n";
      break;
    }
  if (verification.digest != Sha256{})  // an unreadable container has none
    io.out << "  digest  " << to_hex(verification.digest) << "\n";
  for (const SignatureVerdict& signature : verification.signatures) {
    const bool good = verification.intact() && signature.trust == Believed::trusted;
    io.out << "  " << (good ? "+ " : "- ") << sentence(signature, verification.intact()) << "\n";
  }
  if (verification.revoked)
    io.out << "  - taken down by " << printable(verification.revoked->by) << ", "
           << to_rfc3339(verification.revoked->at) << ", which revokes its release\n";
  std::size_t shown = 0;
  for (const Violation& violation : verification.violations) {
    if (++shown > most_shown) break;
    io.out << "  - " << printable(violation.message) << " [" << violation.id << "]\n";
  }
  const std::size_t listed = verification.violations.size();
  if (listed > most_shown)
    io.out << "  - and " << listed - most_shown + verification.violations_left_out
           << " more; --json shows "
           << (verification.violations_left_out > 0 ? "the first " + std::to_string(listed) : "all")
           << "\n";
  io.out << advice(verification);
}

std::string verdict_json(const Verification& verification) {
  Json signatures = Json::array();
  for (const SignatureVerdict& one : verification.signatures) {
    Json row{{"key_id", one.key_id}, {"trust", to_string(one.trust)}};
    // What a stranger's signature claims is not repeated as if it were known.
    if (one.trust == Believed::trusted)
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
  const auto& revoked = verification.revoked;
  return Json{{"digest", to_hex(verification.digest)},
              {"revoked_at", revoked ? Json(to_rfc3339(revoked->at)) : Json(nullptr)},
              {"intact", verification.intact()},
              {"proven", verification.verdict() == Verdict::genuine},
              {"signatures", signatures},
              {"verdict", haat::to_string(verification.verdict())},
              {"violations", violations},
              {"violations_left_out", verification.violations_left_out}}
      .dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<Trust> known_trust(Time now) {
  Trust trust;
  trust.now = now;
  HAAT_TRY(trust.keys, trusted_keys());
  HAAT_TRY(const std::vector<PublicKey> own, own_keys());
  for (const PublicKey& key : own)
    if (!trust.find(key.id())) trust.keys.push_back({.key = key});
  HAAT_TRY(trust.revoked, revoked_packages(trust));
  return trust;
}

}  // namespace haat::cli
