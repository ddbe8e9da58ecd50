#include "core/json/json.hpp"
#include "marketplace-server/endpoints/account_of_path.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

// Its tokens are good again when it is resumed; its sessions are not.
Result<Response> suspend_account(Request& request, Services& services) {
  const std::string reason = Json::parse(request.json).at("reason").get<std::string>();
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(const Account suspended, services.store.change([&](Session& session) -> Result<Account> {
    HAAT_TRY(Account account, account_of_path(session, request));
    if (account.name == by.name)
      return fail(Errc::conflict, "account-own", "nobody suspends their own account");
    if (account.closed_at || account.suspended_at)
      return fail(Errc::conflict, "account-suspended",
                  "the account " + account.name + " is closed or suspended already");
    account.suspended_at = by.at;
    HAAT_TRY_VOID(session.suspend_account(account.name, by.at));
    HAAT_TRY_VOID(session.end_sessions(account.name, by.at));
    HAAT_TRY_VOID(session.log(by, "account.suspended", account.name, {{"reason", reason}}));
    return account;
  }));
  return json_response(200, Json{{"account", suspended}});
}

Result<Response> resume_account(Request& request, Services& services) {
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(const Account resumed, services.store.change([&](Session& session) -> Result<Account> {
    HAAT_TRY(Account account, account_of_path(session, request));
    if (!account.suspended_at)
      return fail(Errc::conflict, "account-not-suspended",
                  "the account " + account.name + " is not suspended");
    account.suspended_at.reset();
    HAAT_TRY_VOID(session.suspend_account(account.name, std::nullopt));
    HAAT_TRY_VOID(session.log(by, "account.resumed", account.name));
    return account;
  }));
  return json_response(200, Json{{"account", resumed}});
}

}  // namespace haat::server
