#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/keys.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string key;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::string name, choose_key(options.key));
  HAAT_TRY(const PublicKey key, public_key_of(name));
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY_VOID(client.register_key(key));
  io.out << client.server() << " now knows that the key " << name << " (" << key.id()
         << ") is yours\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.option("--key", options->key, "the name of your key; needed only if you have several");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command key_register_command;
const Command key_register_command{
    .name = "key register",
    .summary = "Tell the marketplace that a key is yours, so that it accepts what you sign.",
    .examples = "haat key register --key asha\n",
    .define = define,
};

}  // namespace haat::cli
