#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/package/digest.hpp"
#include "core/package/limits.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"

namespace haat {

// Who says what about a package: an in-toto Statement v1 (https://in-toto.io/Statement/v1) whose
// one subject is the package's inventory.
struct Statement {
  enum class Kind {
    authored,  // "I made this": by the knowledge partner
    released,  // "I checked this and publish it": by a marketplace
  };
  Kind kind = Kind::authored;
  Sha256 package{};    // digest of haat/inventory.json
  std::string course;  // id
  std::string version;
  Time time{};
  std::map<std::string, std::string> details;  // of a release: "decision", "report" (digest), ...
};

std::string to_json(const Statement& statement);
Result<Statement> parse_statement(std::string_view json,
                                  const Limits& limits = {});  // ("statement-invalid")

// A DSSE envelope (Dead Simple Signing Envelope 1.0.2) with one signature over the statement.
std::string seal_statement(const Statement& statement, const SecretKey& key);

struct Envelope {
  std::string payload;  // the statement's exact bytes
  std::string key_id;
  Signature signature{};
};
Result<Envelope> parse_envelope(std::string_view json,
                                const Limits& limits = {});  // ("envelope-invalid")
bool verify(const Envelope& envelope,
            const PublicKey& key);  // by DSSE's pre-authentication encoding

}  // namespace haat
