#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/auth/one_time_code.hpp"
#include "marketplace-server/auth/open_session.hpp"
#include "marketplace-server/endpoints/account_of_path.hpp"
#include "marketplace-server/endpoints/identity_link.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/oidc/issuer.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::days invited_for{7};

}  // namespace

Result<Identity> link(Session& session, Identity identity, const std::string& account,
                      const By& by) {
  HAAT_TRY(const auto found, session.find_account(account));
  if (!found) return no_account(account);
  HAAT_TRY_VOID(judge_open(*found, Errc::permission_denied));
  identity.id = random_hex(8);
  identity.account = account;
  identity.linked_at = by.at;
  identity.linked_by = by.name;
  HAAT_TRY_VOID(session.add_identity(identity));
  HAAT_TRY_VOID(session.log(
      by, "identity.linked", account,
      {{"id", identity.id}, {"issuer", identity.issuer}, {"subject", identity.subject}}));
  return identity;
}

Result<Response> list_identities(Request& request, Services& services) {
  HAAT_TRY(const auto identities,
           services.store.view([&](Session& session) -> Result<std::vector<Identity>> {
             HAAT_TRY(const Account account, account_of_path(session, request));
             return session.identities_of(account.name);
           }));
  return json_response(200, Json{{"identities", identities}});
}

Result<Response> link_identity(Request& request, Services& services) {
  if (!services.issuer.is_configured())
    return fail(Errc::not_found, "oidc-not-configured",
                "nobody signs in here by OpenID Connect; its operator sets oidc_issuer");
  Identity identity;
  identity.issuer = services.issuer.address();
  identity.subject = Json::parse(request.json).at("subject").get<std::string>();
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(const Identity linked, services.store.change([&](Session& session) {
    return link(session, std::move(identity), request.parameter("name"), by);
  }));
  return json_response(201, Json{{"identity", linked}});
}

Result<Response> unlink_identity(Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  const By by{request.caller->name, services.clock()};
  return services.store.change([&](Session& session) -> Result<Response> {
    HAAT_TRY(const Account account, account_of_path(session, request));
    HAAT_TRY(const auto identities, session.identities_of(account.name));
    for (const Identity& identity : identities) {
      if (identity.id != id) continue;
      HAAT_TRY_VOID(session.remove_identity(id));
      HAAT_TRY_VOID(session.end_sessions(account.name, by.at));
      HAAT_TRY_VOID(
          session.log(by, "identity.unlinked", account.name,
                      {{"id", id}, {"issuer", identity.issuer}, {"subject", identity.subject}}));
      return json_response(200, Json{{"identity", identity}});
    }
    return fail(Errc::not_found, "identity-unknown",
                account.name + " has no identity " + printable(id) +
                    "; haat account show tells which there are");
  });
}

Result<Response> create_invitation(Request& request, Services& services) {
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(const GivenCode given, services.store.change([&](Session& session) -> Result<GivenCode> {
    HAAT_TRY(const Account account, account_of_path(session, request));
    HAAT_TRY_VOID(judge_open(account, Errc::conflict));
    HAAT_TRY(GivenCode made, give_code(session, account.name, purpose::identity, by, invited_for));
    HAAT_TRY_VOID(session.log(by, "invitation.created", account.name,
                              {{"until", to_rfc3339(made.expires_at)}}));
    return made;
  }));
  return json_response(201,
                       Json{{"code", given.code}, {"expires_at", to_rfc3339(given.expires_at)}});
}

}  // namespace haat::server
