#include <memory>
#include <ostream>

#include "core/signing/foreign_key.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/keys.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::string format = "haat";
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const PublicKey key, public_key_of(options.name));
  if (options.format == "openssh")
    io.out << to_openssh(key);
  else if (options.format == "minisign")
    io.out << to_minisign(key);
  else
    io.out << key.line() << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "the key");
  syntax.choice("--format", options->format, {"haat", "openssh", "minisign"},
                "as that program writes public keys; else haat");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command key_export_command;
const Command key_export_command{
    .name = "key export",
    .summary = "Print the public half of a key, as others need it for haat trust add.",
    .examples = "haat key export asha > asha.pub\nhaat key export asha --format openssh\n",
    .define = define,
};

}  // namespace haat::cli
