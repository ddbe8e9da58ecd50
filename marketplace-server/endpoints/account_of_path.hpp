#pragma once

#include "core/package/entry_name.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

inline tl::unexpected<Error> no_account(const std::string& name) {
  return fail(Errc::not_found, "account-unknown", "there is no account " + printable(name));
}

// Of the path's {name}. not_found ("account-unknown")
inline Result<Account> account_of_path(Session& session, const Request& request) {
  const std::string& name = request.parameter("name");
  HAAT_TRY(auto account, session.find_account(name));
  if (!account) return no_account(name);
  return std::move(*account);
}

}  // namespace haat::server
