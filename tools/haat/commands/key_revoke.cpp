#include <memory>
#include <ostream>

#include "core/signing/key_change.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/keys.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::string reason;
  std::string output;
  PassphraseSource passphrase;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const SecretKey key, open_key(options.name, options.passphrase));
  const KeyChange change{.act = KeyChange::Act::revoke,
                         .key = key.public_key(),
                         .time = present(),
                         .reason = options.reason};
  const std::string output =
      options.output.empty() ? options.name + ".revocation.json" : options.output;
  HAAT_TRY_VOID(write_text(output, seal_revocation(change, key)));
  HAAT_TRY(const auto retired, retire_key(options.name));
  HAAT_TRY_VOID(follow_own(change));
  io.out << "revoked: " << options.name << " (" << key.public_key().id() << ")\n";
  io.err << "The key is put aside in " << retired.string() << ".\n"
         << "Whoever trusts it has to learn of it: haat trust follow " << output << "\n"
         << "Next: haat key announce " << output << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "the key");
  syntax.option("--reason", options->reason, "why, for people");
  syntax.option("--output", options->output,
                "write the revocation here; else NAME.revocation.json");
  options->passphrase.define(syntax);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command key_revoke_command;
const Command key_revoke_command{
    .name = "key revoke",
    .summary =
        "Disown a key that may have fallen into other hands, with its own signature to prove "
        "it.",
    .examples = "haat key revoke asha --reason \"The laptop was stolen\"\n",
    .define = define,
};

}  // namespace haat::cli
