#pragma once

#include <functional>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Store;

// What came of a name and a password.
struct SignIn {
  bool good = false;
  Time wait_until{};  // where it is later than now, nothing was looked at: too many were wrong
};

// Every wrong password under one name, and every one from one place, lets the next wait longer, up
// to a quarter of an hour; a right one makes an end of it. Names that nobody has are treated as
// those that somebody has, and take as long. unavailable ("sign-in-busy") while too many are being
// looked at, since each takes 64 MiB.
Result<SignIn> sign_in(const std::string& name, const std::string& password,
                       const std::string& peer, Store& store, Time now);

// The same with whatever else shows that somebody is who they say.
Result<SignIn> sign_in_by(const std::string& name, const std::string& peer, Store& store, Time now,
                          const std::function<Result<bool>()>& is_right);

// What is said to whoever has to wait.
Response wait_to_sign_in(Time until, Time now);

}  // namespace haat::server
