#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/keys.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string file;
  PassphraseSource passphrase;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::string text, read_text(options.file));
  HAAT_TRY(const SecretText passphrase, passphrase_of(options.passphrase, options.file));
  auto key = SecretKey::unseal(text, passphrase.view());
  if (!key) return fail_within(options.file, key.error());
  HAAT_TRY_VOID(keep_key(*key, passphrase));
  io.out << key->public_key().line() << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("FILE", options->file, "the copy of a key file, NAME.key");
  options->passphrase.define_for_new(syntax);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command key_import_command;
const Command key_import_command{
    .name = "key import",
    .summary = "Take over your signing key from another machine, or from the copy that you kept.",
    .examples = "haat key import /media/stick/asha.key\n",
    .define = define,
};

}  // namespace haat::cli
