#include <memory>
#include <ostream>

#include "core/terminal.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string server;
  std::string forgotten;
};

// From the environment, else typed. Without a terminal, what is not there is empty.
Result<SecretText> ask_or_take(const char* variable, const std::string& question) {
  const std::string given = environment(variable);
  if (given.empty() && has_terminal()) return ask_secret(question);
  HAAT_TRY(SecretText secret, SecretText::create());
  HAAT_TRY_VOID(secret.add(given));
  return secret;
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Login login, choose_login(options.server));
  const bool forgotten = !options.forgotten.empty();
  HAAT_TRY(PeopleClient client, PeopleClient::create(login.server, forgotten ? "" : login.token));
  HAAT_TRY(const SecretText proof, forgotten
                                       ? code_of("HAAT_RESET_CODE", "Code from the administrator")
                                       : ask_or_take("HAAT_PASSWORD", "Password so far, if any"));
  HAAT_TRY(const SecretText first, ask_or_take("HAAT_NEW_PASSWORD", "New password"));
  HAAT_TRY(const SecretText second, ask_or_take("HAAT_NEW_PASSWORD", "The same again"));
  if (!equal(first, second))
    return fail(Errc::invalid_argument, "password-differs",
                "the two passwords differ; nothing was changed");
  const std::string shown(proof.view()), next(first.view());
  HAAT_TRY_VOID(forgotten ? client.set_forgotten_password(options.forgotten, shown, next)
                          : client.change_password(shown, next));
  io.out << "the password is set; sessions that were open have ended\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.option("--forgotten", options->forgotten,
                "of this account, with the code that an administrator gave you (haat account "
                "reset-password)");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command password_command;
const Command password_command{
    .name = "password",
    .summary = "Set the password that haat login --name asks for.",
    .examples =
        "haat password\n"
        "haat password --forgotten asha --server https://marketplace.example\n",
    .define = define,
};

}  // namespace haat::cli
