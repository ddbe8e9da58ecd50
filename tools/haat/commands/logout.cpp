#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

Result<int> run(Io& io) {
  HAAT_TRY(const Login login, read_login());
  if (login.token.empty()) {
    io.out << "nobody is signed in\n";
    return 0;
  }
  HAAT_TRY(PeopleClient client, PeopleClient::create(login.server, login.token));
  const auto ended = client.sign_out();
  const bool over = !ended && ended.error().kind == Errc::unauthenticated;
  const bool none = !ended && ended.error().id == "session-none";
  if (!ended && !over && !none) return tl::unexpected<Error>(ended.error());
  HAAT_TRY_VOID(write_login({login.server, ""}));
  io.out << "signed out of " << printable(login.server)
         << (none ? "; the token is forgotten here and goes on being good (haat token revoke)\n"
                  : "\n");
  return 0;
}

Action define(Syntax&) {
  return run;
}

}  // namespace

extern const Command logout_command;
const Command logout_command{
    .name = "logout",
    .summary = "Sign out: end the session, and forget it here.",
    .examples = "haat logout\n",
    .define = define,
};

}  // namespace haat::cli
