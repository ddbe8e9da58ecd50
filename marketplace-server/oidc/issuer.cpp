#include "marketplace-server/oidc/issuer.hpp"

#include <algorithm>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/base64.hpp"
#include "marketplace-server/oidc/issuer_exchange.hpp"

namespace haat::server {
namespace {

using namespace std::chrono_literals;

constexpr auto fresh = 1h;
constexpr auto between_key_fetches = 10s;
constexpr auto between_troubles = 5s;
constexpr auto patience = 5s;  // with whoever is asking the issuer just now
constexpr std::uint64_t largest_description = 64 * 1024;
constexpr std::uint64_t largest_keys = 256 * 1024;
constexpr std::uint64_t largest_answer = 64 * 1024;
constexpr std::size_t most_keys = 100;

tl::unexpected<Error> invalid(const std::string& what) {
  return fail(Errc::unavailable, "issuer-answer-invalid",
              "the OpenID provider's answer makes no sense: " + printable(what));
}

std::string text(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Result<Json> object_in(const std::string& json, const std::string& what) {
  auto parsed = parse_json(json, what);
  if (!parsed) return invalid(parsed.error().message);
  if (!parsed->is_object()) return invalid(what + " is no JSON object");
  return std::move(*parsed);
}

// The names that RFC 6749 and its like have for errors; anything else is not repeated.
std::string error_name(const std::string& body) {
  const auto json = parse_json(body, "the answer");
  const std::string name = json && json->is_object() ? text(*json, "error") : "";
  const bool plain = !name.empty() && name.size() <= 50 &&
                     std::all_of(name.begin(), name.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return plain ? name : "unknown_error";
}

bool fits(const Json& key, const Issuer::WantedKey& wanted, const std::string& algorithm) {
  const auto absent_or = [&](const char* member, const std::string& value) {
    const auto found = key.find(member);
    return found == key.end() || (found->is_string() && *found == value);
  };
  return key.is_object() && text(key, "kty") == wanted.type && absent_or("use", "sig") &&
         absent_or("alg", algorithm) && (wanted.id.empty() || text(key, "kid") == wanted.id) &&
         (wanted.curve.empty() || text(key, "crv") == wanted.curve);
}

// No certificates, no addresses where more is to be fetched, and nothing private.
std::string bare(const Json& key) {
  Json only = Json::object();
  for (const char* member : {"kty", "n", "e", "crv", "x", "y"})
    if (const std::string value = text(key, member); !value.empty()) only[member] = value;
  return only.dump();
}

Result<std::optional<std::string>> find_key(const std::string& jwks,
                                            const Issuer::WantedKey& wanted,
                                            const std::string& algorithm) {
  HAAT_TRY(const Json set, object_in(jwks, "its set of keys"));
  const auto keys = set.find("keys");
  if (keys == set.end() || !keys->is_array()) return invalid("its set of keys has no \"keys\"");
  if (keys->size() > most_keys)
    return invalid("it has " + std::to_string(keys->size()) + " keys, and at most " +
                   std::to_string(most_keys) + " are looked at");
  std::optional<std::string> found;
  for (const Json& key : *keys) {
    if (!fits(key, wanted, algorithm)) continue;
    if (found) return std::optional<std::string>();  // which of them, nobody can tell
    found = bare(key);
  }
  return found;
}

}  // namespace

Result<void> judge_issuer(const IssuerSettings& settings) {
  if (settings.address.empty()) return {};
  HAAT_TRY_VOID(judge_issuer_address(settings.address));
  if (settings.client_id.empty())
    return fail(Errc::invalid_argument, "client-id-missing",
                "oidc_issuer is set and oidc_client_id is not; write what the OpenID provider "
                "calls this marketplace");
  return {};
}

Result<std::unique_lock<std::timed_mutex>> Issuer::take_turn() {
  std::unique_lock lock(turn_, std::defer_lock);
  if (!lock.try_lock_for(patience))
    return fail(Errc::unavailable, "issuer-unavailable",
                "the OpenID provider is slow to answer just now; try again in a moment");
  return lock;
}

Result<std::string> Issuer::fetch(const std::string& url, std::uint64_t largest) {
  if (trouble_ && Clock::now() - trouble_at_ < between_troubles)
    return tl::unexpected<Error>(*trouble_);
  auto answer = ask_issuer(url, largest);
  if (answer && answer->status != 200)
    answer = fail(Errc::unavailable, "issuer-unavailable",
                  "the OpenID provider answers " + std::to_string(answer->status) +
                      " where it describes itself; try again later");
  trouble_.reset();
  if (answer) return std::move(answer->body);
  trouble_ = answer.error();
  trouble_at_ = Clock::now();
  return tl::unexpected<Error>(answer.error());
}

Result<Issuer::Endpoints> Issuer::endpoints() {
  HAAT_TRY(const auto turn, take_turn());
  if (!description_ || Clock::now() - description_->at > fresh) {
    std::string base = settings_.address;
    if (base.ends_with('/')) base.pop_back();
    HAAT_TRY(std::string json,
             fetch(base + "/.well-known/openid-configuration", largest_description));
    description_ = Kept{std::move(json), Clock::now()};
  }
  const auto read = [&]() -> Result<Endpoints> {
    HAAT_TRY(const Json about, object_in(description_->json, "its description"));
    if (text(about, "issuer") != settings_.address)
      return invalid("it calls itself \"" + text(about, "issuer") + "\", and oidc_issuer says \"" +
                     settings_.address + "\"");
    Endpoints all{text(about, "authorization_endpoint"), text(about, "token_endpoint"),
                  text(about, "jwks_uri")};
    for (const std::string& url : {all.authorization, all.token, all.keys})
      if (const auto good = judge_issuer_address(url); !good) return invalid(good.error().message);
    const Json ways = about.value("token_endpoint_auth_methods_supported", Json::array());
    const auto knows = [&](const char* way) {
      return std::find(ways.begin(), ways.end(), way) != ways.end();
    };
    all.secret_in_form = knows("client_secret_post") && !knows("client_secret_basic");
    return all;
  };
  auto all = read();
  if (!all) description_.reset();
  return all;
}

Result<std::string> Issuer::authorization_address(const Question& question) {
  HAAT_TRY(const Endpoints at, endpoints());
  return with_query(at.authorization, {{"response_type", "code"},
                                       {"client_id", settings_.client_id},
                                       {"redirect_uri", question.redirect},
                                       {"scope", "openid"},
                                       {"state", question.state},
                                       {"nonce", question.nonce},
                                       {"code_challenge", question.challenge},
                                       {"code_challenge_method", "S256"}});
}

Result<std::string> Issuer::redeem(const std::string& code, const std::string& verifier,
                                   const std::string& redirect) {
  HAAT_TRY(const Endpoints at, endpoints());
  Pairs form{{"grant_type", "authorization_code"},
             {"code", code},
             {"redirect_uri", redirect},
             {"code_verifier", verifier}};
  std::string authorization;
  const std::string& secret = settings_.client_secret;
  if (secret.empty() || at.secret_in_form) form.emplace_back("client_id", settings_.client_id);
  if (!secret.empty() && at.secret_in_form) form.emplace_back("client_secret", secret);
  if (!secret.empty() && !at.secret_in_form) {
    // RFC 6749, 2.3.1: each is encoded as in a form first.
    std::string both = form_encoded({{settings_.client_id, secret}});
    both[both.find('=')] = ':';
    authorization = "Basic " + to_base64(both);
  }
  HAAT_TRY(const IssuerAnswer answer, ask_issuer(at.token, form, authorization, largest_answer));
  if (answer.status != 200) {
    const std::string name = error_name(answer.body);
    if (answer.status >= 500)
      return fail(
          Errc::unavailable, "issuer-unavailable",
          "the OpenID provider answers " + std::to_string(answer.status) + "; try again later");
    if (name == "invalid_client" || name == "unauthorized_client" || answer.status == 401)
      return fail(Errc::unavailable, "issuer-refuses-server",
                  "the OpenID provider refuses this server (" + name +
                      "); its operator looks at oidc_client_id and oidc_client_secret");
    return fail(Errc::unauthenticated, "code-refused",
                "the OpenID provider refuses the code (" + name + "); sign in again");
  }
  HAAT_TRY(const Json tokens, object_in(answer.body, "its answer to the code"));
  std::string token = text(tokens, "id_token");
  if (token.empty()) return invalid("its answer to the code has no \"id_token\"");
  return token;
}

Result<std::string> Issuer::key(const WantedKey& wanted, const std::string& algorithm) {
  HAAT_TRY(const Endpoints at, endpoints());
  HAAT_TRY(const auto turn, take_turn());
  const auto age = [&] { return keys_ ? Clock::now() - keys_->at : Clock::duration::max(); };
  for (const Clock::duration oldest :
       {Clock::duration(fresh), Clock::duration(between_key_fetches)}) {
    if (age() > oldest) {
      HAAT_TRY(std::string json, fetch(at.keys, largest_keys));
      keys_ = Kept{std::move(json), Clock::now()};
    }
    HAAT_TRY(auto found, find_key(keys_->json, wanted, algorithm));
    if (found) return std::move(*found);
  }
  return fail(Errc::unauthenticated, "id-token-key-unknown",
              "the ID token is signed by a key that the OpenID provider does not name" +
                  (wanted.id.empty() ? "" : ", \"" + printable(wanted.id) + "\"") + ", for " +
                  algorithm);
}

}  // namespace haat::server
