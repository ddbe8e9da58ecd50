#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const AccessToken revoked, client.revoke_token(options.id));
  io.out << "The token " << printable(revoked.id) << " (" << printable(revoked.name)
         << ") is good for nothing any more\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the token's id, as haat token list shows it");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command token_revoke_command;
const Command token_revoke_command{
    .name = "token revoke",
    .summary = "End one of your tokens at once.",
    .examples = "haat token revoke 3f9c2a7d10b84e65\n",
    .define = define,
};

}  // namespace haat::cli
