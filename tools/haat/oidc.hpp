#pragma once

#include "core/result.hpp"
#include "sdk/authoring/people_client.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// Sends whoever sits here to the marketplace's OpenID provider, by their browser or by an address
// that they open, and waits until they come back. permission_denied ("sign-in-refused")
Result<SignInReturn> sign_in_by_browser(PeopleClient& client, Io& io);

}  // namespace haat::cli
