#include "tools/haat/providers.hpp"

#include "tools/haat/people.hpp"

namespace haat::cli {

Result<ProviderClient> connect_providers(const std::string& server) {
  HAAT_TRY(const Login login, choose_login(server));
  return ProviderClient::create(login.server, login.token);
}

}  // namespace haat::cli
