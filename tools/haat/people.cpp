#include "tools/haat/people.hpp"

#include <ostream>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/terminal.hpp"
#include "tools/haat/home.hpp"

namespace haat::cli {
namespace {

Result<std::filesystem::path> registration_file() {
  HAAT_TRY(const std::filesystem::path home, haat_home());
  return home / "registration.json";
}

tl::unexpected<Error> no_registration() {
  return fail(Errc::not_found, "registration-missing",
              "nobody has registered from here; haat partner register does");
}

}  // namespace

Result<PeopleClient> connect_people(const std::string& server) {
  HAAT_TRY(const Login login, choose_login(server));
  return PeopleClient::create(login.server, login.token);
}

Result<SecretText> password_of(const std::string& question) {
  const std::string given = environment("HAAT_PASSWORD");
  if (given.empty() && has_terminal()) return ask_secret(question);
  HAAT_TRY(SecretText password, SecretText::create());
  HAAT_TRY_VOID(password.add(given));
  if (password.empty())
    return fail(Errc::invalid_argument, "password-needed",
                "nobody can be asked for the password: set HAAT_PASSWORD");
  return password;
}

Result<SecretText> code_of(const char* variable, const std::string& question) {
  const std::string given = environment(variable);
  if (given.empty() && has_terminal()) return ask_secret(question);
  HAAT_TRY(SecretText code, SecretText::create());
  HAAT_TRY_VOID(code.add(given));
  if (code.empty())
    return fail(Errc::invalid_argument, "code-needed",
                std::string("nobody can be asked for the code: set ") + variable);
  return code;
}

void print_code(Io& io, const HandedCode& code, const std::string& sentence, bool json) {
  if (json) {
    io.out << code.json << "\n";
    return;
  }
  io.err << sentence << "\nIt is good once, until " << printable(code.expires_at)
         << "; hand it over now, it is not shown again:\n";
  io.out << printable(code.code) << "\n";
}

Result<KeptRegistration> read_registration() {
  HAAT_TRY(const std::filesystem::path path, registration_file());
  const Result<std::string> text = read_text(path);
  if (!text && text.error().id == "file-missing") return no_registration();
  if (!text) return tl::unexpected<Error>(text.error());
  HAAT_TRY(const Json json, parse_json(*text, path.string()));
  try {
    return KeptRegistration{json.at("server").get<std::string>(), json.at("id").get<std::string>(),
                            json.at("secret").get<std::string>()};
  } catch (const Json::exception&) {
    return no_registration();
  }
}

Result<void> write_registration(const KeptRegistration& kept) {
  HAAT_TRY(const std::filesystem::path path, registration_file());
  const Json json{{"server", kept.server}, {"id", kept.id}, {"secret", kept.secret}};
  return write_text(path, json.dump(2) + "\n");
}

void print_new_account(Io& io, const NewAccount& account, bool json) {
  if (json) {
    io.out << account.json << "\n";
    return;
  }
  const std::string role = printable(account.account.role);
  io.err << printable(account.account.name) << " is " << (role.starts_with('a') ? "an " : "a ")
         << role << " now";
  if (!account.account.course_namespace.empty())
    io.err << ", with courses under " << printable(account.account.course_namespace);
  io.err << ".\nThis is the token; hand it over now, it is not shown again:\n";
  io.out << printable(account.token) << "\n";
}

void print_namespace_claim(Io& io, const NamespaceClaim& claim, bool json) {
  if (json) {
    io.out << claim.json << "\n";
    return;
  }
  const std::string whose = printable(claim.course_namespace) + " is " + printable(claim.partner);
  if (!claim.place.empty()) {
    io.out << whose << "'s: its domain said so on " << printable(claim.seen_at) << ", by "
           << (claim.place == "dns" ? "the DNS" : "a file of its web server") << ".\n";
    return;
  }
  io.out << "Nothing proves yet that " << whose << "'s. Put this line\n\n  "
         << printable(claim.line) << "\n\ninto a TXT record of " << printable(claim.record)
         << "\nor into the file " << printable(claim.file) << ",\nand then: haat partner prove "
         << printable(claim.partner) << "\n";
}

}  // namespace haat::cli
