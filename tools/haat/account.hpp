#pragma once

#include <string>

#include "core/result.hpp"
#include "sdk/authoring/client.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// The marketplace that a person works with: what haat login keeps in <home>/login.json.
struct Login {
  std::string server;
  std::string token;
};

Result<Login> read_login();  // empty members: nobody has logged in
Result<void> write_login(const Login& login);

// The --server option, which every command that talks to a marketplace has.
void define_server(Syntax& syntax, std::string& server);

// Talks to --server, else HAAT_SERVER, else the one of haat login; with HAAT_TOKEN, else the token
// of haat login if it was given for this very server: a token never goes to another one.
Result<MarketplaceClient> connect(const std::string& server);

}  // namespace haat::cli
