#include "core/json/json.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/names/new_name.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

// A partner and the first who publishes for it have one name.
Result<Account> account_of(const Json& body) {
  Account account;
  account.name = body.at("name").get<std::string>();
  account.role = parse_role(body.at("role").get<std::string>()).value_or(Role::partner);
  if (account.role == Role::partner) account.partner = account.name;
  if (body.contains("namespace") && !body["namespace"].is_null())
    account.name_space = body["namespace"].get<std::string>();
  if (account.partner.empty() != account.name_space.empty())
    return fail(Errc::invalid_argument, "namespace-invalid",
                "a partner has a \"namespace\" such as org.example, and nobody else has one");
  account.threshold = body.value("threshold", 1);
  if (account.partner.empty() && body.contains("threshold"))
    return fail(Errc::invalid_argument, "threshold-invalid",
                "only a partner has a \"threshold\", since nobody else signs packages");
  return account;
}

std::map<std::string, std::string> details_of(const Account& account, const std::string& despite) {
  std::map<std::string, std::string> details{{"role", to_string(account.role)},
                                             {"namespace", account.name_space}};
  if (!account.partner.empty()) details["threshold"] = std::to_string(account.threshold);
  if (!despite.empty()) details["despite"] = despite;
  return details;
}

}  // namespace

Result<Response> show_me(Request& request, Services&) {
  const Caller& me = *request.caller;
  return json_response(200, Json{{"name", me.name},
                                 {"role", to_string(me.role)},
                                 {"partner", or_null<Json>(me.partner)},
                                 {"namespace", or_null<Json>(me.name_space)},
                                 {"scopes", me.scopes}});
}

Result<Response> create_account(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const std::string despite = body.value("despite", "");
  HAAT_TRY(Account account, account_of(body));
  const By by{request.caller->name, services.clock()};
  account.created_at = by.at;
  const auto open = [&](Session& session) -> Result<std::string> {
    const NameOf whose = account.partner.empty() ? NameOf::person : NameOf::partner;
    HAAT_TRY_VOID(judge_new_name(session, account.name, whose, despite));
    if (!account.partner.empty()) {
      HAAT_TRY_VOID(judge_new_namespace(session, account.name_space, despite));
      HAAT_TRY_VOID(
          session.add_partner({account.partner, account.name_space, account.threshold, by.at}));
    }
    HAAT_TRY_VOID(session.add_account(account));
    HAAT_TRY_VOID(session.log(by, "account.created", account.name, details_of(account, despite)));
    return give_first_token(session, account.name, by.at);
  };
  HAAT_TRY(const std::string token, services.store.change(open));
  return json_response(201, Json{{"account", account}, {"token", token}});
}

Result<Response> list_accounts(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto accounts,
           services.store.view([&](Session& session) { return session.accounts(page); }));
  return page_response<Json>("accounts", accounts);
}

}  // namespace haat::server
