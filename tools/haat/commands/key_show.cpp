#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/keys.hpp"

namespace haat::cli {
namespace {

Result<int> run(const std::string& name, Io& io) {
  HAAT_TRY(const PublicKey key, public_key_of(name));
  HAAT_TRY(const auto file, key_file(name));
  io.out << "name    " << key.name << "\n"
         << "id      " << key.id() << "\n"
         << "public  " << key.line() << "\n"
         << "file    " << file.string() << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto name = std::make_shared<std::string>();
  syntax.required("NAME", *name, "the key");
  return [name](Io& io) { return run(*name, io); };
}

}  // namespace

extern const Command key_show_command;
const Command key_show_command{
    .name = "key show",
    .summary = "Show one of your keys: its id, its public half, and where the file is.",
    .examples = "haat key show asha\n",
    .define = define,
};

}  // namespace haat::cli
