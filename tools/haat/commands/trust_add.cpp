#include <algorithm>
#include <memory>
#include <ostream>

#include "sdk/authoring/client.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/terminal.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string file;
  std::string server;
  bool yes = false;
};

Result<std::vector<PublicKey>> offered(const Options& options) {
  if (options.file.empty() == options.server.empty())
    return fail(Errc::invalid_argument, "usage",
                "give either a FILE with public keys or --server URL of a marketplace");
  if (!options.file.empty()) return read_keys(options.file);
  HAAT_TRY(MarketplaceClient client, MarketplaceClient::create(options.server, ""));
  HAAT_TRY(PublicKey key, client.key());
  return std::vector<PublicKey>{std::move(key)};
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::vector<PublicKey> keys, offered(options));
  HAAT_TRY(std::vector<PublicKey> trusted, trusted_keys());
  for (const PublicKey& key : keys) {
    const bool known = std::any_of(trusted.begin(), trusted.end(),
                                   [&](const PublicKey& one) { return one.id() == key.id(); });
    if (known) {
      io.err << key.name << " (" << key.id() << ") is trusted already\n";
      continue;
    }
    io.err << "name         " << key.name << "\n"
           << "fingerprint  " << key.id() << "\n"
           << "Compare the fingerprint with the one that its owner shows somewhere else.\n";
    if (!options.yes) {
      HAAT_TRY(const bool sure, ask("Trust what this key signs?", "--yes"));
      if (!sure) return fail(Errc::unavailable, "not-trusted", "nothing was changed");
    }
    trusted.push_back(key);
    HAAT_TRY_VOID(write_trusted(trusted));
    io.out << "trusted: " << key.name << " (" << key.id() << ")\n";
  }
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.optional("FILE", options->file, "a file with public keys, as haat key export writes it");
  syntax.option("--server", options->server,
                "a marketplace: trust the key that it releases courses with");
  syntax.flag("--yes", options->yes, "do not ask");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command trust_add_command;
const Command trust_add_command{
    .name = "trust add",
    .summary = "Trust a key: what it signs then counts as proven.",
    .examples = "haat trust add asha.pub\nhaat trust add --server http://127.0.0.1:8080\n",
    .define = define,
};

}  // namespace haat::cli
