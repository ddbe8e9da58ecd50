#include "marketplace-server/auth/open_session.hpp"

#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::hours session_length{12};

}  // namespace

Result<void> judge_open(const Account& account, Errc kind) {
  if (account.closed_at)
    return fail(kind, "account-closed",
                "the account " + account.name + " was closed at " + to_rfc3339(*account.closed_at));
  if (account.suspended_at)
    return fail(kind, "account-suspended",
                "the account " + account.name + " is suspended since " +
                    to_rfc3339(*account.suspended_at) + "; ask an administrator why");
  return {};
}

Result<OpenedSession> open_session(Session& session, const std::string& account,
                                   std::map<std::string, std::string> how, Time now) {
  HAAT_TRY(const auto found, session.find_account(account));
  if (!found) return fail(Errc::not_found, "account-unknown", "there is no account " + account);
  HAAT_TRY_VOID(judge_open(*found, Errc::permission_denied));
  OpenedSession opened;
  opened.access.account = account;
  opened.access.name = "session";
  opened.access.scopes = {every_scope};
  opened.access.expires_at = now + session_length;
  HAAT_TRY(opened.token, give_token(session, opened.access, now));
  how["until"] = to_rfc3339(*opened.access.expires_at);
  HAAT_TRY_VOID(session.log({account, now}, "session.created", opened.access.id, how));
  return opened;
}

}  // namespace haat::server
