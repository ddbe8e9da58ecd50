#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/auth/one_time_code.hpp"
#include "marketplace-server/auth/open_session.hpp"
#include "marketplace-server/endpoints/identity_link.hpp"
#include "marketplace-server/endpoints/new_registration.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/oidc/sign_in.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr const char* come_back_after = "600";  // seconds

Response too_many(const Error& error) {
  Problem problem = make_problem(429, error.id, error.message);
  problem.headers.add("Retry-After", come_back_after);
  return to_response(problem);
}

std::map<std::string, std::string> details_of(const Identity& identity) {
  return {{"with", "oidc"}, {"issuer", identity.issuer}, {"subject", identity.subject}};
}

Response response_of(const OpenedSession& opened) {
  return json_response(201, Json{{"access", opened.access}, {"token", opened.token}});
}

tl::unexpected<Error> unknown(const Identity& identity) {
  return fail(Errc::permission_denied, "identity-unknown",
              "nobody here is linked with the subject " + printable(identity.subject) +
                  " of the OpenID provider; ask an administrator to link it with your account");
}

Result<Response> open_linked(Session& session, const Identity& identity, Time now) {
  HAAT_TRY(const auto linked, session.find_identity(identity.issuer, identity.subject));
  if (linked)
    return open_session(session, linked->account, details_of(identity), now).map(response_of);
  HAAT_TRY(const auto asked, session.open_registration_of(identity.issuer, identity.subject));
  if (!asked) return unknown(identity);
  return fail(Errc::permission_denied, "registration-open",
              "your registration as " + asked->name +
                  " waits for the marketplace; sign in when "
                  "it is approved");
}

// Whoever has the code decides which identity is theirs, once.
Result<Response> accept_invitation(Session& session, Identity identity, const std::string& code,
                                   Time now) {
  HAAT_TRY(const std::string account, take_code(session, code, purpose::identity, now));
  HAAT_TRY(const Identity linked, link(session, std::move(identity), account, {account, now}));
  return open_session(session, account, details_of(linked), now).map(response_of);
}

}  // namespace

Result<Response> create_oidc_sign_in(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const auto begun =
      begin_sign_in(body.at("redirect_uri").get<std::string>(), request.peer, services);
  if (!begun && begun.error().id == "sign-ins-too-many") return too_many(begun.error());
  if (!begun) return tl::unexpected<Error>(begun.error());
  return json_response(201, Json{{"address", begun->address},
                                 {"state", begun->state},
                                 {"secret", begun->secret},
                                 {"expires_at", to_rfc3339(begun->expires_at)}});
}

Result<Response> create_oidc_session(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  if (body.contains("registration") && !services.policy->oidc_registration)
    return fail(Errc::permission_denied, "registration-not-allowed",
                "this marketplace takes no registrations by OpenID Connect; ask an administrator "
                "for an account");
  HAAT_TRY(Identity identity,
           finish_sign_in({body.at("state").get<std::string>(), body.at("code").get<std::string>(),
                           body.at("secret").get<std::string>(), body.value("iss", "")},
                          services));
  const Time now = services.clock();
  if (body.contains("registration"))
    return register_partner(body.at("registration").dump(), request.peer, identity, services);
  return services.store.change([&](Session& session) -> Result<Response> {
    if (body.contains("invitation"))
      return accept_invitation(session, std::move(identity),
                               body.at("invitation").get<std::string>(), now);
    return open_linked(session, identity, now);
  });
}

}  // namespace haat::server
