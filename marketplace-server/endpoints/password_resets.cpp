#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/auth/one_time_code.hpp"
#include "marketplace-server/auth/open_session.hpp"
#include "marketplace-server/auth/sign_in.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/endpoints/account_of_path.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::hours good_for{24};

}  // namespace

Result<Response> create_password_reset(Request& request, Services& services) {
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(const GivenCode given, services.store.change([&](Session& session) -> Result<GivenCode> {
    HAAT_TRY(const Account account, account_of_path(session, request));
    HAAT_TRY_VOID(judge_open(account, Errc::conflict));
    HAAT_TRY(GivenCode made, give_code(session, account.name, purpose::password, by, good_for));
    HAAT_TRY_VOID(session.log(by, "password_reset.created", account.name,
                              {{"until", to_rfc3339(made.expires_at)}}));
    return made;
  }));
  return json_response(201,
                       Json{{"code", given.code}, {"expires_at", to_rfc3339(given.expires_at)}});
}

// Wrong codes are counted as wrong passwords are.
Result<Response> reset_password(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const By by{body.at("name").get<std::string>(), services.clock()};
  const std::string code = body.at("code").get<std::string>();
  HAAT_TRY(const SignIn tried,
           sign_in_by(by.name, request.peer, services.store, by.at, [&]() -> Result<bool> {
             HAAT_TRY(const auto found, services.store.view([&](Session& session) {
               return session.find_one_time_code(token_hash(code));
             }));
             return is_good(found, purpose::password, by.at) && found->account == by.name;
           }));
  if (tried.wait_until > by.at) return wait_to_sign_in(tried.wait_until, by.at);
  if (!tried.good) return unknown_code();
  HAAT_TRY(const std::string hash, hash_password(body.at("password").get<std::string>()));
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const std::string account, take_code(session, code, purpose::password, by.at));
    HAAT_TRY(const auto found, session.find_account(account));
    if (!found) return no_account(account);
    HAAT_TRY_VOID(judge_open(*found, Errc::permission_denied));
    HAAT_TRY_VOID(session.set_password(account, hash, by.at));
    return session.log(by, "password.reset", account);
  }));
  return json_response(200, Json{{"name", by.name}});
}

}  // namespace haat::server
