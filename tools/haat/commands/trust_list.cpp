#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/table.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

std::string validity(const TrustedKey& key) {
  if (key.revoked) return "revoked " + to_rfc3339(*key.revoked);
  std::string text;
  if (key.valid_from) text += "from " + to_rfc3339(*key.valid_from);
  if (key.valid_until) text += (text.empty() ? "until " : " until ") + to_rfc3339(*key.valid_until);
  return text.empty() ? "always" : text;
}

void print_json(const std::vector<TrustedKey>& keys, Io& io) {
  Json list = Json::array();
  for (const TrustedKey& one : keys) {
    Json row{{"name", one.key.name}, {"id", one.key.id()}, {"key", one.key.line()}};
    if (one.valid_from) row["valid_from"] = to_rfc3339(*one.valid_from);
    if (one.valid_until) row["valid_until"] = to_rfc3339(*one.valid_until);
    if (one.revoked) row["revoked"] = to_rfc3339(*one.revoked);
    list.push_back(std::move(row));
  }
  io.out << Json{{"keys", list}}.dump(2) << "\n";
}

Result<int> run(bool json, Io& io) {
  HAAT_TRY(const std::vector<TrustedKey> keys, trusted_keys());
  if (json) return print_json(keys, io), 0;
  if (keys.empty()) {
    io.err << "No key is trusted yet; haat trust add --server URL trusts a marketplace.\n";
    return 0;
  }
  Table table({"NAME", "ID", "TRUSTED"});
  for (const TrustedKey& one : keys) table.add({one.key.name, one.key.id(), validity(one)});
  table.print(io);
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
    .summary = "List the keys whose signatures count, and for how long.",
    .examples = "haat trust list\n",
    .define = define,
};

}  // namespace haat::cli
