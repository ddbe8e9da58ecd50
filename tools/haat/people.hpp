#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/signing/secret_text.hpp"
#include "sdk/authoring/people_client.hpp"
#include "tools/haat/account.hpp"

namespace haat::cli {

// The marketplace and the token that connect() chooses, too.
Result<Login> choose_login(const std::string& server);
Result<PeopleClient> connect_people(const std::string& server);

// From HAAT_PASSWORD, else asked for on the terminal.
Result<SecretText> password_of(const std::string& question);

// From the environment, else typed, else (without a terminal) invalid_argument ("code-needed").
Result<SecretText> code_of(const char* variable, const std::string& question);

// What is said when an admin hands out a code: the code to `out`, the rest to `err`.
void print_code(Io& io, const HandedCode& code, const std::string& sentence, bool json);

// What a registration is claimed with: haat partner register keeps it in <home>/registration.json.
struct KeptRegistration {
  std::string server;
  std::string id;
  std::string secret;
};
Result<KeptRegistration> read_registration();  // not_found ("registration-missing")
Result<void> write_registration(const KeptRegistration& kept);

// What is said when an account has been opened: the token to `out`, the rest to `err`.
void print_new_account(Io& io, const NewAccount& account, bool json);

// What to publish, and whether it was seen.
void print_namespace_claim(Io& io, const NamespaceClaim& claim, bool json);

}  // namespace haat::cli
