#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>

#include "core/signing/foreign_key.hpp"
#include "core/terminal.hpp"
#include "sdk/authoring/client.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string file;
  std::string server;
  std::string until;
  bool yes = false;
};

// Lines of ours or OpenSSH's, or one key of minisign's.
Result<std::vector<TrustedKey>> read_any_keys(const std::string& path) {
  HAAT_TRY(const std::string text, read_text(path));
  const std::string name = std::filesystem::path(path).stem().string();
  const bool one_word = text.find(' ') == std::string::npos;
  if (one_word || text.starts_with("untrusted comment:") || text.starts_with("ssh-ed25519 ")) {
    auto key = read_public_key(text, name);
    if (!key) return fail_within(path, key.error());
    return std::vector<TrustedKey>{{.key = *std::move(key)}};
  }
  return read_keys(path);
}

Result<std::vector<TrustedKey>> offered(const Options& options) {
  if (options.file.empty() == options.server.empty())
    return fail(Errc::invalid_argument, "usage",
                "give either a FILE with public keys or --server URL of a marketplace");
  if (!options.file.empty()) return read_any_keys(options.file);
  HAAT_TRY(MarketplaceClient client, MarketplaceClient::create(options.server, ""));
  HAAT_TRY(PublicKey key, client.key());
  return std::vector<TrustedKey>{{.key = std::move(key)}};
}

std::string validity(const TrustedKey& key) {
  std::string text;
  if (key.valid_from) text += "valid from   " + to_rfc3339(*key.valid_from) + "\n";
  if (key.valid_until) text += "valid until  " + to_rfc3339(*key.valid_until) + "\n";
  if (key.revoked) text += "revoked      " + to_rfc3339(*key.revoked) + "\n";
  return text;
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(std::vector<TrustedKey> keys, offered(options));
  HAAT_TRY(std::vector<TrustedKey> trusted, trusted_keys());
  for (TrustedKey& one : keys) {
    const PublicKey& key = one.key;
    if (!options.until.empty()) {
      HAAT_TRY(one.valid_until, time_of(options.until));
    }
    const bool known = std::any_of(trusted.begin(), trusted.end(), [&](const TrustedKey& other) {
      return other.key.id() == key.id();
    });
    if (known) {
      io.err << key.name << " (" << key.id() << ") is trusted already\n";
      continue;
    }
    io.err << "name         " << key.name << "\n"
           << "fingerprint  " << key.id() << "\n"
           << validity(one)
           << "Compare the fingerprint with the one that its owner shows somewhere else.\n";
    if (!options.yes) {
      HAAT_TRY(const bool sure, ask("Trust what this key signs?", "--yes"));
      if (!sure) return fail(Errc::unavailable, "not-trusted", "nothing was changed");
    }
    trusted.push_back(one);
    HAAT_TRY_VOID(write_trusted(trusted));
    io.out << "trusted: " << key.name << " (" << key.id() << ")\n";
  }
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.optional("FILE", options->file,
                  "public keys, as haat key export, OpenSSH or minisign write them");
  syntax.option("--server", options->server,
                "a marketplace: trust the key that it releases courses with");
  syntax.option("--until", options->until,
                "trust it up to this time only, 2027-01-01T00:00:00Z or 2027-01-01");
  syntax.flag("--yes", options->yes, "do not ask");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command trust_add_command;
const Command trust_add_command{
    .name = "trust add",
    .summary = "Trust a key: what it signs then counts as proven.",
    .examples =
        "haat trust add asha.pub --until 2027-01-01\nhaat trust add --server "
        "http://127.0.0.1:8080\n",
    .define = define,
};

}  // namespace haat::cli
