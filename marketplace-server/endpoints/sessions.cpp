#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/auth/sign_in.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::hours session_length{12};

Response wait_until(Time end, Time now) {
  Problem problem;
  problem.status = 429;
  problem.id = "sign-in-throttled";
  problem.detail = "too many passwords were wrong; try again at " + to_rfc3339(end);
  problem.headers.add("Retry-After", std::to_string((end - now).count()));
  return to_response(problem);
}

tl::unexpected<Error> is_wrong() {
  return fail(Errc::unauthenticated, "password-wrong", "the name or the password is wrong");
}

}  // namespace

Result<Response> create_session(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const By by{body.at("name").get<std::string>(), services.clock()};
  HAAT_TRY(const SignIn tried, sign_in(by.name, body.at("password").get<std::string>(),
                                       request.peer, services.store, by.at));
  if (tried.wait_until > by.at) return wait_until(tried.wait_until, by.at);
  if (!tried.good) return is_wrong();
  AccessToken access;
  access.account = by.name;
  access.name = "session";
  access.scopes = {every_scope};
  access.expires_at = by.at + session_length;
  HAAT_TRY(const std::string token,
           services.store.change([&](Session& session) -> Result<std::string> {
             HAAT_TRY(std::string made, give_token(session, access, by.at));
             HAAT_TRY_VOID(session.log(by, "session.created", access.id,
                                       {{"until", to_rfc3339(*access.expires_at)}}));
             return made;
           }));
  return json_response(201, Json{{"access", access}, {"token", token}});
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
    if (tried.wait_until > by.at) return wait_until(tried.wait_until, by.at);
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
