#include <algorithm>

#include "core/json/json.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

Result<Account> account_of(const Json& body) {
  Account account;
  account.name = body.at("name").get<std::string>();
  account.role = parse_role(body.at("role").get<std::string>()).value_or(Role::partner);
  if (body.contains("namespace") && !body["namespace"].is_null())
    account.name_space = body["namespace"].get<std::string>();
  if ((account.role == Role::partner) != !account.name_space.empty())
    return fail(Errc::invalid_argument, "namespace-invalid",
                "a partner has a \"namespace\" such as org.example, and nobody else has one");
  account.threshold = body.value("threshold", 1);
  if (account.role != Role::partner && body.contains("threshold"))
    return fail(Errc::invalid_argument, "threshold-invalid",
                "only a partner has a \"threshold\", since nobody else signs packages");
  return account;
}

}  // namespace

Result<Response> show_me(Request& request, Services&) {
  return json_response(200, Json{{"name", request.caller->name},
                                 {"role", to_string(request.caller->role)},
                                 {"namespace", or_null<Json>(request.caller->name_space)}}
                                .dump());
}

Result<Response> create_account(Request& request, Services& services) {
  HAAT_TRY(Account account, account_of(Json::parse(request.json)));
  const By by{request.caller->name, services.clock()};
  account.created_at = by.at;
  const std::string token = new_token();
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(session.add_account(account, token_hash(token)));
    std::map<std::string, std::string> details{{"role", to_string(account.role)},
                                               {"namespace", account.name_space}};
    if (account.role == Role::partner) details["threshold"] = std::to_string(account.threshold);
    return session.log(by, "account.created", account.name, details);
  }));
  return json_response(201, Json{{"account", account}, {"token", token}}.dump());
}

Result<Response> list_accounts(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto accounts,
           services.store.view([&](Session& session) { return session.accounts(page); }));
  return page_response<Json>("accounts", accounts);
}

}  // namespace haat::server
