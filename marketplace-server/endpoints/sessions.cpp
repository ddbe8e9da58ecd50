#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/auth/open_session.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/auth/sign_in.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

tl::unexpected<Error> is_wrong() {
  return fail(Errc::unauthenticated, "password-wrong", "the name or the password is wrong");
}

}  // namespace

Result<Response> create_session(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const By by{body.at("name").get<std::string>(), services.clock()};
  HAAT_TRY(const SignIn tried, sign_in(by.name, body.at("password").get<std::string>(),
                                       request.peer, services.store, by.at));
  if (tried.wait_until > by.at) return wait_to_sign_in(tried.wait_until, by.at);
  if (!tried.good) return is_wrong();
  HAAT_TRY(const OpenedSession opened, services.store.change([&](Session& session) {
    return open_session(session, by.name, {{"with", "password"}}, by.at);
  }));
  return json_response(201, Json{{"access", opened.access}, {"token", opened.token}});
}

Result<Response> end_session(Request& request, Services& services) {
  const By by{request.caller->name, services.clock()};
  return services.store.change([&](Session& session) -> Result<Response> {
    HAAT_TRY(auto token, session.find_token(request.caller->token));
    if (!token || token->name != "session")
      return fail(Errc::conflict, "session-none",
                  "this token is none of a session; haat token revoke ends it");
    token->revoked_at = by.at;
    HAAT_TRY_VOID(session.revoke_token(token->id, by.at));
    HAAT_TRY_VOID(session.log(by, "session.ended", token->id));
    return json_response(200, Json{{"access", *token}});
  });
}

Result<Response> change_password(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const By by{request.caller->name, services.clock()};
  // A password opens sessions that are good for everything.
  if (!covers(request.caller->scopes, every_scope))
    return fail(Errc::permission_denied, "scope-missing",
                "only a token with the scope \"*\" may set a password");
  HAAT_TRY(const auto known,
           services.store.view([&](Session& session) { return session.password_of(by.name); }));
  if (known) {
    HAAT_TRY(const SignIn tried,
             sign_in(by.name, body.value("current", ""), request.peer, services.store, by.at));
    if (tried.wait_until > by.at) return wait_to_sign_in(tried.wait_until, by.at);
    if (!tried.good)
      return fail(Errc::permission_denied, "password-wrong",
                  "the password so far is not the one in \"current\"");
  }
  HAAT_TRY(const std::string hash, hash_password(body.at("password").get<std::string>()));
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(session.set_password(by.name, hash, by.at));
    return session.log(by, "password.changed", by.name);
  }));
  return json_response(200, Json{{"name", by.name}});
}

}  // namespace haat::server
