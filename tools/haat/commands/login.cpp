#include <unistd.h>

#include <algorithm>
#include <istream>
#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "core/terminal.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/oidc.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

// From HAAT_TOKEN, else typed, else the first line of what is piped in.
Result<std::string> token(Io& io) {
  if (std::string given = environment("HAAT_TOKEN"); !given.empty()) return given;
  if (isatty(STDIN_FILENO) == 1) {
    HAAT_TRY(const SecretText typed, ask_secret("Token"));
    return std::string(typed.view());
  }
  std::string line;
  std::getline(io.in, line);
  line.erase(std::find_if(line.begin(), line.end(), [](char c) { return c == '\r' || c == ' '; }),
             line.end());
  if (line.empty())
    return fail(Errc::invalid_argument, "token-missing",
                "no token was given: type it, pipe it in, or set HAAT_TOKEN");
  return line;
}

// Of twelve hours, for a name and its password.
Result<std::string> session_token(const std::string& server, const std::string& name) {
  HAAT_TRY(PeopleClient client, PeopleClient::create(server, ""));
  HAAT_TRY(const SecretText password, password_of("Password of " + name));
  HAAT_TRY(const NewToken session, client.sign_in(name, std::string(password.view())));
  return session.token;
}

// The same, for whoever is known to the marketplace's OpenID provider.
Result<std::string> oidc_token(const std::string& server, bool invited, Io& io) {
  HAAT_TRY(PeopleClient client, PeopleClient::create(server, ""));
  std::string invitation;
  if (invited) {
    HAAT_TRY(const SecretText code, code_of("HAAT_INVITATION", "Invitation"));
    invitation = code.view();
  }
  HAAT_TRY(const SignInReturn back, sign_in_by_browser(client, io));
  HAAT_TRY(const NewToken session, client.finish_oidc(back, invitation));
  return session.token;
}

struct Options {
  std::string server;
  std::string name;
  bool oidc = false;
  bool invited = false;
};

Result<std::string> token_for(const Options& options, Io& io) {
  if (options.oidc || options.invited) return oidc_token(options.server, options.invited, io);
  return options.name.empty() ? token(io) : session_token(options.server, options.name);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::string given, token_for(options, io));
  HAAT_TRY(MarketplaceClient client, MarketplaceClient::create(options.server, given));
  HAAT_TRY(const Identity me, client.me());
  HAAT_TRY_VOID(write_login({client.server(), given}));
  io.out << "signed in to " << client.server() << " as " << printable(me.name) << " ("
         << printable(me.role);
  if (!me.course_namespace.empty()) io.out << ", courses under " << printable(me.course_namespace);
  io.out << ")\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("URL", options->server, "the marketplace's address");
  syntax.option("--name", options->name,
                "sign in for twelve hours with this account's password instead");
  syntax.flag("--oidc", options->oidc,
              "sign in for twelve hours in your browser, at the marketplace's OpenID provider");
  syntax.flag("--invited", options->invited,
              "the same, with an invitation that links who you are there with your account");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command login_command;
const Command login_command{
    .name = "login",
    .summary = "Sign in to a marketplace with the token that its administrator gave you.",
    .examples =
        "haat login http://127.0.0.1:8080 < token.txt\n"
        "haat login http://127.0.0.1:8080 --name asha\n"
        "haat login http://127.0.0.1:8080 --oidc\n",
    .define = define,
};

}  // namespace haat::cli
