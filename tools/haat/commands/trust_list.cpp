#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/table.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

Result<int> run(bool json, Io& io) {
  HAAT_TRY(const std::vector<PublicKey> keys, trusted_keys());
  if (json) {
    Json list = Json::array();
    for (const PublicKey& key : keys)
      list.push_back({{"name", key.name}, {"id", key.id()}, {"key", key.line()}});
    io.out << Json{{"keys", list}}.dump(2) << "\n";
    return 0;
  }
  if (keys.empty()) {
    io.err << "No key is trusted yet; haat trust add --server URL trusts a marketplace.\n";
    return 0;
  }
  Table table({"NAME", "ID"});
  for (const PublicKey& key : keys) table.add({key.name, key.id()});
  table.print(io.out, io.colour);
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
