#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/names/new_name.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

// To a partner's people, other partners have none.
Result<Partner> partner_of(Session& session, const Request& request) {
  const std::string& name = request.parameter("name");
  HAAT_TRY(auto partner, session.find_partner(name));
  if (!partner || !request.caller->sees(name))
    return fail(Errc::not_found, "partner-unknown", "there is no partner " + printable(name));
  return std::move(*partner);
}

// Whoever publishes for a partner has to be able to hand that over; an admin mends what is left.
Result<void> judge_removal(Session& session, const Account& member, const Caller& caller) {
  if (caller.role == Role::admin || member.role != Role::partner) return {};
  HAAT_TRY(const auto members, session.members_of(member.partner));
  for (const Account& other : members)
    if (other.role == Role::partner && other.name != member.name) return {};
  return fail(Errc::conflict, "member-last",
              member.name + " is the last who publishes for " + member.partner +
                  "; add another first, or ask an admin");
}

}  // namespace

Result<Response> add_member(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const By by{request.caller->name, services.clock()};
  const std::string despite = body.value("despite", "");
  if (!despite.empty() && request.caller->role != Role::admin)
    return fail(Errc::permission_denied, "role-not-allowed",
                "only an admin may give a name away despite what speaks against it");
  Account account;
  account.name = body.at("name").get<std::string>();
  account.role = parse_role(body.at("role").get<std::string>()).value_or(Role::author);
  account.created_at = by.at;
  HAAT_TRY(
      const std::string token, services.store.change([&](Session& session) -> Result<std::string> {
        HAAT_TRY(const Partner partner, partner_of(session, request));
        account.partner = partner.name;
        account.name_space = partner.name_space;
        account.threshold = partner.threshold;
        HAAT_TRY_VOID(judge_new_name(session, account.name, NameOf::person, despite));
        HAAT_TRY_VOID(session.add_account(account));
        HAAT_TRY_VOID(session.log(by, "member.added", account.name,
                                  {{"partner", partner.name}, {"role", to_string(account.role)}}));
        return give_first_token(session, account.name, by.at);
      }));
  return json_response(201, Json{{"account", account}, {"token", token}});
}

Result<Response> list_members(Request& request, Services& services) {
  HAAT_TRY(const auto members,
           services.store.view([&](Session& session) -> Result<std::vector<Account>> {
             HAAT_TRY(const Partner partner, partner_of(session, request));
             return session.members_of(partner.name);
           }));
  return json_response(200, Json{{"members", members}});
}

Result<Response> remove_member(Request& request, Services& services) {
  const std::string& name = request.parameter("member");
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(const Account removed, services.store.change([&](Session& session) -> Result<Account> {
    HAAT_TRY(const Partner partner, partner_of(session, request));
    HAAT_TRY(auto member, session.find_account(name));
    if (!member || member->partner != partner.name || member->closed_at)
      return fail(Errc::not_found, "member-unknown",
                  printable(name) + " is none of " + partner.name + "'s people");
    HAAT_TRY_VOID(judge_removal(session, *member, *request.caller));
    HAAT_TRY_VOID(session.close_account(name, by.at));
    HAAT_TRY_VOID(session.log(by, "member.removed", name, {{"partner", partner.name}}));
    return std::move(*member);
  }));
  return json_response(200, Json{{"account", removed}});
}

}  // namespace haat::server
