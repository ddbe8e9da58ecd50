#pragma once

#include <map>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Session;

struct OpenedSession {
  AccessToken access;
  std::string token;
};

// A token of twelve hours for an account whose owner has shown who they are; `how` stands in the
// log. permission_denied ("account-closed", "account-suspended").
Result<OpenedSession> open_session(Session& session, const std::string& account,
                                   std::map<std::string, std::string> how, Time now);

// ("account-closed", "account-suspended")
Result<void> judge_open(const Account& account, Errc kind);

}  // namespace haat::server
