#include <memory>
#include <ostream>

#include "core/signing/key_change.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string file;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::string text, read_text(options.file));
  const auto change = open_key_change(text);
  if (!change) return fail_within(options.file, change.error());
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY_VOID(client.announce(text));
  io.out << client.server() << " now knows that the key " << change->key.id();
  if (change->successor)
    io.out << " ends " << to_rfc3339(*change->until) << ", and that " << change->successor->id()
           << " follows it\n";
  else
    io.out << " is revoked\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("FILE", options->file, "what haat key rotate or haat key revoke wrote");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command key_announce_command;
const Command key_announce_command{
    .name = "key announce",
    .summary =
        "Tell the marketplace what a key of yours says of itself: its successor, or that it is "
        "revoked.",
    .examples = "haat key announce asha.rotation.json\n",
    .define = define,
};

}  // namespace haat::cli
