#include "marketplace-server/oidc/sign_in.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "core/package/digest.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/base64.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/oidc/id_token.hpp"
#include "marketplace-server/oidc/issuer.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::minutes lifetime{10};
constexpr int most_open = 10'000;
constexpr int most_open_of_peer = 50;
constexpr std::string_view page = "/signed-in";

std::string random_word() {
  return to_base64url(random_bytes(32));
}

bool is_loopback(std::string_view redirect) {
  for (const std::string_view machine : {"http://127.0.0.1:", "http://[::1]:"}) {
    if (!redirect.starts_with(machine) || !redirect.ends_with(page)) continue;
    const auto port = redirect.substr(
        machine.size(), redirect.size() - std::min(redirect.size(), machine.size() + page.size()));
    unsigned number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    return error == std::errc{} && end == port.data() + port.size() && number > 0 &&
           number < 65536 && std::to_string(number) == port;
  }
  return false;
}

Result<void> judge_redirect(const std::string& redirect, const Services& services) {
  if (is_loopback(redirect)) return {};
  const std::string& here = services.public_url;
  if (!here.empty() && redirect == here + std::string(page)) return {};
  return fail(Errc::invalid_argument, "redirect-not-allowed",
              "nobody is sent to " + printable(redirect) + "; http://127.0.0.1:PORT" +
                  std::string(page) + " and http://[::1]:PORT" + std::string(page) +
                  (here.empty() ? " are" : " and " + here + std::string(page) + " are") +
                  " possible");
}

Result<void> judge_configured(const Services& services) {
  if (services.issuer.is_configured()) return {};
  return fail(Errc::not_found, "oidc-not-configured",
              "nobody signs in here by OpenID Connect; its operator sets oidc_issuer");
}

Result<BegunSignIn> take(const SignInAnswer& answer, Services& services) {
  const std::string hash = token_hash(answer.state);
  const auto unknown = [] {
    return fail(Errc::unauthenticated, "sign-in-unknown",
                "this sign-in was finished before, took longer than ten minutes or was never "
                "begun; begin it again");
  };
  return services.store.change([&](Session& session) -> Result<BegunSignIn> {
    HAAT_TRY(auto begun, session.find_sign_in(hash));
    if (!begun || begun->expires_at <= services.clock()) return unknown();
    if (!equal_secrets(begun->secret_hash, token_hash(answer.secret)))
      return fail(Errc::unauthenticated, "sign-in-foreign",
                  "this sign-in was begun by another browser or program; begin one here");
    HAAT_TRY(const bool taken, session.take_sign_in(hash));
    if (!taken) return unknown();
    return std::move(*begun);
  });
}

}  // namespace

Result<SignInBegun> begin_sign_in(const std::string& redirect, const std::string& peer,
                                  Services& services) {
  HAAT_TRY_VOID(judge_configured(services));
  HAAT_TRY_VOID(judge_redirect(redirect, services));
  SignInBegun made{"", random_word(), random_word(), services.clock() + lifetime};
  const BegunSignIn begun{
      token_hash(made.state), token_hash(made.secret), random_word(), random_word(), redirect, peer,
      made.expires_at};
  const auto digest = sha256(begun.verifier);
  const std::string challenge =
      to_base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
  HAAT_TRY(made.address,
           services.issuer.authorization_address({redirect, made.state, begun.nonce, challenge}));
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(session.forget_sign_ins(services.clock()));
    HAAT_TRY(const auto open, session.open_sign_ins(peer));
    if (open.all >= most_open || open.of_peer >= most_open_of_peer)
      return fail(Errc::unavailable, "sign-ins-too-many",
                  "more people are signing in than can be remembered (from one address " +
                      std::to_string(most_open_of_peer) + "); try again in ten minutes");
    return session.add_sign_in(begun);
  }));
  return made;
}

Result<Identity> finish_sign_in(const SignInAnswer& answer, Services& services) {
  HAAT_TRY_VOID(judge_configured(services));
  HAAT_TRY(const BegunSignIn begun, take(answer, services));
  if (!answer.issuer.empty() && answer.issuer != services.issuer.address())
    return fail(Errc::unauthenticated, "issuer-mixed-up",
                "the browser came back from another OpenID provider than the one it was sent to");
  HAAT_TRY(const std::string token,
           services.issuer.redeem(answer.code, begun.verifier, begun.redirect));
  Identity identity;
  identity.issuer = services.issuer.address();
  HAAT_TRY(identity.subject, subject_of(token, begun.nonce, services.issuer, services.clock()));
  return identity;
}

}  // namespace haat::server
