#include <memory>

#include "tools/haat/command.hpp"
#include "tools/haat/key_table.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

Result<int> run(bool json, Io& io) {
  HAAT_TRY(const std::vector<PublicKey> keys, trusted_keys());
  print_keys(keys, json,
             "No key is trusted yet; haat trust add --server URL trusts a marketplace.\n", io);
  return 0;
}

Action define(Syntax& syntax) {
  auto json = std::make_shared<bool>(false);
  syntax.flag("--json", *json, "for programs");
  return [json](Io& io) { return run(*json, io); };
}

}  // namespace

extern const Command trust_list_command;
const Command trust_list_command{
    .name = "trust list",
    .summary = "List the keys whose signatures count.",
    .examples = "haat trust list\n",
    .define = define,
};

}  // namespace haat::cli
