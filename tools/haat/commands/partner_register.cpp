#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/oidc.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  Registration wish;
  std::string server;
  bool oidc = false;
  bool json = false;
};

Result<NewRegistration> send(const Options& options, PeopleClient& client, Io& io) {
  if (!options.oidc) return client.register_partner(options.wish);
  HAAT_TRY(const SignInReturn back, sign_in_by_browser(client, io));
  return client.register_partner(options.wish, back);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Login login, choose_login(options.server));
  HAAT_TRY(PeopleClient client, PeopleClient::create(login.server, ""));
  HAAT_TRY(const NewRegistration made, send(options, client, io));
  HAAT_TRY_VOID(write_registration({client.server(), made.registration.id, made.secret}));
  if (options.json)
    io.out << made.registration.json << "\n";
  else
    io.out << "registration " << printable(made.registration.id)
           << " waits for the marketplace; haat partner claim tells what became of it\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->wish.name, "a short name: lower-case letters, digits, . _ -");
  syntax.option("--namespace", options->wish.course_namespace,
                "what the ids of your courses are to begin with: org.example");
  syntax.option("--about", options->wish.about, "who you are, and what you bring");
  syntax.option("--contact", options->wish.contact, "how the marketplace reaches you");
  syntax.flag("--oidc", options->oidc,
              "sign in at the marketplace's OpenID provider, as you will when you are approved");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_register_command;
const Command partner_register_command{
    .name = "partner register",
    .summary = "Ask a marketplace to take you in as a partner.",
    .examples =
        "haat partner register example-institute --namespace org.example --about \"Courses in "
        "first aid\" --contact office@example.org --server https://marketplace.example\n",
    .define = define,
};

}  // namespace haat::cli
