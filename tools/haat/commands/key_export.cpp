#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/keys.hpp"

namespace haat::cli {
namespace {

Result<int> run(const std::string& name, Io& io) {
  HAAT_TRY(const PublicKey key, public_key_of(name));
  io.out << key.line() << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto name = std::make_shared<std::string>();
  syntax.required("NAME", *name, "the key");
  return [name](Io& io) { return run(*name, io); };
}

}  // namespace

extern const Command key_export_command;
const Command key_export_command{
    .name = "key export",
    .summary = "Print the public half of a key, as others need it for haat trust add.",
    .examples = "haat key export asha > asha.pub\n",
    .define = define,
};

}  // namespace haat::cli
