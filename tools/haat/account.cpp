#include "tools/haat/account.hpp"

#include "core/json/json.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

Result<std::filesystem::path> login_file() {
  HAAT_TRY(const std::filesystem::path home, haat_home());
  return home / "login.json";
}

std::string without_end_slash(const std::string& url) {
  return url.substr(0, url.find_last_not_of('/') + 1);
}

}  // namespace

Result<Login> read_login() {
  HAAT_TRY(const std::filesystem::path path, login_file());
  const Result<std::string> text = read_text(path);
  if (!text && text.error().id == "file-missing") return Login{};
  if (!text) return tl::unexpected<Error>(text.error());
  HAAT_TRY(const Json json, parse_json(*text, path.string()));
  const auto member = [&](const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>()
                                                                         : std::string();
  };
  return Login{member("server"), member("token")};
}

Result<void> write_login(const Login& login) {
  HAAT_TRY(const std::filesystem::path path, login_file());
  const Json json{{"server", without_end_slash(login.server)}, {"token", login.token}};
  return write_text(path, json.dump(2) + "\n");
}

void define_server(Syntax& syntax, std::string& server) {
  syntax.option("--server", server,
                "the marketplace's address; else HAAT_SERVER, else that of haat login");
}

Result<Login> choose_login(const std::string& server) {
  HAAT_TRY(const Login login, read_login());
  std::string address = server.empty() ? environment("HAAT_SERVER") : server;
  if (address.empty()) address = login.server;
  if (address.empty())
    return fail(Errc::invalid_argument, "server-not-chosen",
                "which marketplace? Give --server URL, set HAAT_SERVER, or do haat login URL once");
  std::string token = environment("HAAT_TOKEN");
  if (token.empty() && without_end_slash(address) == login.server) token = login.token;
  return Login{address, token};
}

Result<MarketplaceClient> connect(const std::string& server) {
  HAAT_TRY(const Login login, choose_login(server));
  return MarketplaceClient::create(login.server, login.token);
}

}  // namespace haat::cli
