#include "marketplace-server/oidc/id_token.hpp"

#include <rhonabwy.h>

#include <algorithm>
#include <memory>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/base64.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/http/headers.hpp"
#include "marketplace-server/oidc/issuer.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::seconds skew{60};
constexpr std::size_t largest_token = 16 * 1024;
constexpr std::size_t longest_subject = 255;                 // OpenID Connect Core 1.0, 2
constexpr unsigned smallest_rsa = 2048, largest_rsa = 8192;  // bits

struct Algorithm {
  const char* name;
  const char* key_type;
  const char* curve;
};
constexpr Algorithm allowed[] = {{"RS256", "RSA", ""},
                                 {"PS256", "RSA", ""},
                                 {"ES256", "EC", "P-256"},
                                 {"ES384", "EC", "P-384"},
                                 {"EdDSA", "OKP", "Ed25519"}};

tl::unexpected<Error> refused(const char* code, const std::string& why) {
  return fail(Errc::unauthenticated, code, "the ID token " + why);
}

std::string text(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

struct TokenHeader {
  const Algorithm* algorithm;
  std::string key_id;
};

// Read before any library does, which would obey what else can stand in it, such as compression.
// Keys that a token brings along count for nothing.
Result<TokenHeader> header_of(const std::string& token) {
  const auto bytes = from_base64url(token.substr(0, token.find('.')));
  const auto json = bytes ? parse_json(*bytes, "header") : Result<Json>(Json());
  if (!bytes || !json || !json->is_object())
    return refused("id-token-unreadable", "has no header that can be read");
  for (const char* name : {"crit", "b64", "zip"})
    if (json->contains(name))
      return refused("id-token-unreadable",
                     "has \"" + std::string(name) + "\" in its header, which is not understood");
  const std::string type = text(*json, "typ");
  if (!type.empty() && !equal_but_for_case(type, "JWT"))
    return refused("id-token-unreadable", "is of the type \"" + printable(type) + "\", not JWT");
  const std::string name = text(*json, "alg");
  const auto found = std::find_if(std::begin(allowed), std::end(allowed),
                                  [&](const Algorithm& each) { return name == each.name; });
  if (found == std::end(allowed))
    return refused("id-token-algorithm", "is signed with \"" + printable(name) +
                                             "\"; RS256, PS256, ES256, ES384 and EdDSA are taken");
  return TokenHeader{found, text(*json, "kid")};
}

Result<std::string> verified_payload(const std::string& token, const Algorithm& algorithm,
                                     const std::string& jwk) {
  static const bool ready = ::r_global_init() == RHN_OK;
  jwk_t* raw_key = nullptr;
  jws_t* raw_jws = nullptr;
  if (!ready || ::r_jwk_init(&raw_key) != RHN_OK || ::r_jws_init(&raw_jws) != RHN_OK)
    return fail(Errc::internal, "internal", "rhonabwy does not work");
  const std::unique_ptr<jwk_t, void (*)(jwk_t*)> key(raw_key, &::r_jwk_free);
  const std::unique_ptr<jws_t, void (*)(jws_t*)> jws(raw_jws, &::r_jws_free);
  unsigned bits = 0;
  if (::r_jwk_import_from_json_str(key.get(), jwk.c_str()) != RHN_OK ||
      ::r_jwk_key_type(key.get(), &bits, R_FLAG_IGNORE_REMOTE) == R_KEY_TYPE_NONE)
    return refused("id-token-key-unknown", "is signed by a key that makes no sense");
  if (algorithm.key_type == std::string_view("RSA") && (bits < smallest_rsa || bits > largest_rsa))
    return refused("id-token-key-unknown", "is signed by an RSA key of " + std::to_string(bits) +
                                               " bits; from " + std::to_string(smallest_rsa) +
                                               " to " + std::to_string(largest_rsa) + " are taken");
  if (::r_jws_advanced_compact_parsen(jws.get(), token.data(), token.size(), R_PARSE_NONE,
                                      R_FLAG_IGNORE_REMOTE) != RHN_OK)
    return refused("id-token-unreadable", "is no signed JWT");
  if (::r_jws_get_alg(jws.get()) != ::r_str_to_jwa_alg(algorithm.name) ||
      ::r_jws_verify_signature(jws.get(), key.get(), R_FLAG_IGNORE_REMOTE) != RHN_OK)
    return refused("id-token-signature", "has a signature that is wrong");
  std::size_t size = 0;
  const unsigned char* const bytes = ::r_jws_get_payload(jws.get(), &size);
  return std::string(reinterpret_cast<const char*>(bytes), bytes ? size : 0);
}

Result<void> judge_audience(const Json& claims, const std::string& client) {
  const Json audience = claims.value("aud", Json());
  const bool many = audience.is_array() && audience.size() > 1;
  const bool ours =
      audience == client || (audience.is_array() &&
                             std::find(audience.begin(), audience.end(), client) != audience.end());
  if (!ours) return refused("id-token-audience", "is not for this marketplace (\"aud\")");
  const bool has_party = claims.contains("azp");
  if ((many || has_party) && text(claims, "azp") != client)
    return refused("id-token-audience", "was given to another client (\"azp\")");
  return {};
}

Result<double> moment(const Json& claims, const char* member) {
  const auto found = claims.find(member);
  if (found == claims.end() || !found->is_number())
    return refused("id-token-unreadable", "has no time in \"" + std::string(member) + "\"");
  return found->get<double>();
}

Result<void> judge_times(const Json& claims, Time now) {
  const auto seconds = static_cast<double>(now.time_since_epoch().count());
  const auto slack = static_cast<double>(skew.count());
  HAAT_TRY(const double end, moment(claims, "exp"));
  HAAT_TRY(const double issued, moment(claims, "iat"));
  if (!(end > seconds - slack)) return refused("id-token-expired", "is over; sign in again");
  double from = issued;
  if (claims.contains("nbf")) {
    HAAT_TRY(const double begin, moment(claims, "nbf"));
    from = std::max(from, begin);
  }
  if (!(from <= seconds + slack))
    return refused("id-token-early", "is from the future; one of the two clocks is wrong");
  return {};
}

Result<Json> claims_in(const std::string& payload) {
  auto claims = parse_json(payload, "the claims");
  if (!claims || !claims->is_object())
    return refused("id-token-unreadable", "has claims that are no JSON object");
  return std::move(*claims);
}

}  // namespace

Result<std::string> subject_of(const std::string& id_token, const std::string& nonce,
                               Issuer& issuer, Time now) {
  if (id_token.size() > largest_token)
    return refused("id-token-too-large", "has " + std::to_string(id_token.size()) +
                                             " bytes; at most " + std::to_string(largest_token) +
                                             " are read");
  HAAT_TRY(const TokenHeader header, header_of(id_token));
  const Algorithm& algorithm = *header.algorithm;
  HAAT_TRY(const std::string key,
           issuer.key({header.key_id, algorithm.key_type, algorithm.curve}, algorithm.name));
  HAAT_TRY(const std::string payload, verified_payload(id_token, algorithm, key));
  HAAT_TRY(const Json claims, claims_in(payload));
  if (text(claims, "iss") != issuer.address())
    return refused("id-token-issuer", "is from another issuer (\"iss\")");
  HAAT_TRY_VOID(judge_audience(claims, issuer.client_id()));
  HAAT_TRY_VOID(judge_times(claims, now));
  if (!equal_secrets(text(claims, "nonce"), nonce))
    return refused("id-token-nonce", "is not of this sign-in (\"nonce\")");
  std::string subject = text(claims, "sub");
  if (subject.empty() || subject.size() > longest_subject || has_control_character(subject))
    return refused("id-token-subject", "names nobody: \"sub\" is a text of 1 to 255 characters");
  return subject;
}

}  // namespace haat::server
