#include <chrono>
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
  std::string output;
  std::string until;
  PassphraseSource passphrase;
};

// Long enough for whoever holds what the old key signed to get it signed again.
constexpr std::chrono::days usual_overlap{365};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const PublicKey old, public_key_of(options.name));
  const Time now = present();
  Time until = now + usual_overlap;
  if (!options.until.empty()) {
    HAAT_TRY(until, time_of(options.until));
  }
  HAAT_TRY(const SecretKey key, open_key(options.name, options.passphrase));
  HAAT_TRY(const SecretText passphrase, new_passphrase(options.passphrase));
  HAAT_TRY(const SecretKey successor, SecretKey::generate(options.name));
  const KeyChange change{.act = KeyChange::Act::rotate,
                         .key = old,
                         .time = now,
                         .successor = successor.public_key(),
                         .until = until};
  const std::string output =
      options.output.empty() ? options.name + ".rotation.json" : options.output;
  HAAT_TRY_VOID(write_text(output, seal_rotation(change, key, successor)));
  HAAT_TRY(const auto retired, retire_key(options.name));
  HAAT_TRY_VOID(keep_key(successor, passphrase));
  HAAT_TRY_VOID(follow_own(change));
  io.out << successor.public_key().line() << "\n";
  io.err << "The old key ends " << to_rfc3339(until) << "; it is in " << retired.string() << ".\n"
         << "Whoever trusts it follows with: haat trust follow " << output << "\n"
         << "Next: haat key announce " << output << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "the key");
  syntax.option("--until", options->until,
                "the end of the old key, 2027-01-01T00:00:00Z or 2027-01-01; else in a year");
  syntax.option("--output", options->output,
                "write here what both keys say; else NAME.rotation.json");
  options->passphrase.define_for_new(syntax);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command key_rotate_command;
const Command key_rotate_command{
    .name = "key rotate",
    .summary =
        "Put a new key in the place of an old one, with the word of both for whoever trusts "
        "the old one.",
    .examples = "haat key rotate asha --until 2027-01-01\n",
    .define = define,
};

}  // namespace haat::cli
