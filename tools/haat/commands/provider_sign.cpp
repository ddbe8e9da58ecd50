#include <filesystem>
#include <memory>
#include <ostream>

#include "core/signing/file_signature.hpp"
#include "sdk/authoring/file.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/keys.hpp"
#include "tools/haat/present.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string library;
  std::string key;
  PassphraseSource passphrase;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::string name, choose_key(options.key));
  HAAT_TRY_VOID(public_key_of(name));
  FileSignature statement;
  statement.file = std::filesystem::path(options.library).filename();
  HAAT_TRY(statement.digest, sha256_of_file(options.library));
  statement.time = present();
  HAAT_TRY(const SecretKey key, open_key(name, options.passphrase));
  const std::string signature = options.library + ".sig";
  HAAT_TRY_VOID(write_file(signature, seal_file(statement, key)));
  io.out << "signed " << options.library << " in " << signature << "\n"
         << "  digest  " << to_hex(statement.digest) << "\n"
         << "  key     " << name << " (" << key.public_key().id() << ")\n";
  io.err
      << "Both files go to whoever runs the marketplace; signed_by in its providers file demands "
         "the signature.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("LIBRARY", options->library, "the shared library");
  syntax.option("--key", options->key, "the name of your key; needed only if you have several");
  options->passphrase.define(syntax);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_sign_command;
const Command provider_sign_command{
    .name = "provider sign",
    .summary = "Sign a provider, so that a marketplace runs nothing else in its place.",
    .examples = "haat provider sign my_library.so --key asha\n",
    .define = define,
};

}  // namespace haat::cli
