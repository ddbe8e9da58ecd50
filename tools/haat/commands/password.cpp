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
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const SecretText current, ask_or_take("HAAT_PASSWORD", "Password so far, if any"));
  HAAT_TRY(const SecretText first, ask_or_take("HAAT_NEW_PASSWORD", "New password"));
  HAAT_TRY(const SecretText second, ask_or_take("HAAT_NEW_PASSWORD", "The same again"));
  if (!equal(first, second))
    return fail(Errc::invalid_argument, "password-differs",
                "the two passwords differ; nothing was changed");
  HAAT_TRY_VOID(client.change_password(std::string(current.view()), std::string(first.view())));
  io.out << "the password is set; sessions that were open have ended\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command password_command;
const Command password_command{
    .name = "password",
    .summary = "Set the password that haat login --name asks for.",
    .examples = "haat password\n",
    .define = define,
};

}  // namespace haat::cli
