#include <memory>

#include "tools/haat/command.hpp"
#include "tools/haat/key_table.hpp"
#include "tools/haat/keys.hpp"

namespace haat::cli {
namespace {

Result<int> run(bool json, Io& io) {
  HAAT_TRY(const std::vector<PublicKey> keys, own_keys());
  print_keys(keys, json, "There is no key yet; haat key new NAME makes one.\n", io);
  return 0;
}

Action define(Syntax& syntax) {
  auto json = std::make_shared<bool>(false);
  syntax.flag("--json", *json, "for programs");
  return [json](Io& io) { return run(*json, io); };
}

}  // namespace

extern const Command key_list_command;
const Command key_list_command{
    .name = "key list",
    .summary = "List your signing keys.",
    .examples = "haat key list\n",
    .define = define,
};

}  // namespace haat::cli
