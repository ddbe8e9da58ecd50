#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr int default_days = 90;
constexpr int most_tokens = 100;  // of an account, that are good for something

// A token makes no other that is good for more than itself.
Result<std::vector<std::string>> scopes_of(const Json& body, const Caller& caller) {
  if (!body.contains("scopes")) return caller.scopes;
  const std::vector<std::string> known = all_scopes();
  auto scopes = body.at("scopes").get<std::vector<std::string>>();
  for (const std::string& scope : scopes) {
    if (scope != every_scope && !covers(known, scope))
      return fail(Errc::invalid_argument, "scope-unknown",
                  "there is no scope \"" + printable(scope) + "\"; there are " +
                      joined(known, ", ") + ", and * for all");
    if (!covers(caller.scopes, scope))
      return fail(Errc::permission_denied, "scope-missing",
                  "this token has not the scope \"" + scope + "\", so it cannot give it away");
  }
  return scopes;
}

std::map<std::string, std::string> details_of(const AccessToken& token) {
  std::map<std::string, std::string> details{{"account", token.account}, {"name", token.name}};
  details["scopes"] = joined(token.scopes, ", ");
  if (token.expires_at) details["until"] = to_rfc3339(*token.expires_at);
  return details;
}

}  // namespace

Result<Response> create_token(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const By by{request.caller->name, services.clock()};
  AccessToken access;
  access.account = by.name;
  access.name = body.at("name").get<std::string>();
  HAAT_TRY(access.scopes, scopes_of(body, *request.caller));
  access.expires_at = by.at + std::chrono::days(body.value("days", default_days));
  HAAT_TRY(
      const std::string token, services.store.change([&](Session& session) -> Result<std::string> {
        HAAT_TRY(const int good, session.good_tokens(by.name, by.at));
        if (good >= most_tokens)
          return fail(
              Errc::conflict, "tokens-too-many",
              "you have " + std::to_string(good) + " tokens; revoke those that you do not need");
        HAAT_TRY(std::string made, give_token(session, access, by.at));
        HAAT_TRY_VOID(session.log(by, "token.created", access.id, details_of(access)));
        return made;
      }));
  return json_response(201, Json{{"access", access}, {"token", token}});
}

Result<Response> list_tokens(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto tokens, services.store.view([&](Session& session) {
    return session.tokens_of(request.caller->name, page);
  }));
  return page_response<Json>("tokens", tokens);
}

// Everybody their own; an admin, in an emergency, anybody's.
Result<Response> revoke_token(Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(const AccessToken revoked,
           services.store.change([&](Session& session) -> Result<AccessToken> {
             HAAT_TRY(auto token, session.find_token(id));
             if (!token || (token->account != by.name && request.caller->role != Role::admin))
               return fail(Errc::not_found, "token-not-found",
                           "you have no token " + printable(id) + "; haat token list shows yours");
             if (token->revoked_at) return std::move(*token);
             HAAT_TRY_VOID(session.revoke_token(id, by.at));
             HAAT_TRY_VOID(session.log(by, "token.revoked", id,
                                       {{"account", token->account}, {"name", token->name}}));
             token->revoked_at = by.at;
             return std::move(*token);
           }));
  return json_response(200, Json{{"access", revoked}});
}

}  // namespace haat::server
