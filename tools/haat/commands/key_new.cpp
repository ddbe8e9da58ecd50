#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/keys.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  PassphraseSource passphrase;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const PublicKey key, make_key(options.name, options.passphrase));
  HAAT_TRY(const auto file, key_file(options.name));
  io.out << key.line() << "\n";
  io.err << "The secret half is in " << file.string()
         << "; keep a copy where nobody else can read it.\n"
         << "Next: haat key register --key " << options.name
         << " tells the marketplace that this key is yours.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "what the key is called: your institution, or you");
  options->passphrase.define_for_new(syntax);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command key_new_command;
const Command key_new_command{
    .name = "key new",
    .summary = "Make a signing key.",
    .examples = "haat key new asha\n",
    .define = define,
};

}  // namespace haat::cli
