#include "tools/haat/key_table.hpp"

#include <ostream>

#include "core/json/json.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {

void print_keys(const std::vector<PublicKey>& keys, bool json, const char* none, Io& io) {
  if (json) {
    Json list = Json::array();
    for (const PublicKey& key : keys)
      list.push_back({{"name", key.name}, {"id", key.id()}, {"key", key.line()}});
    io.out << Json{{"keys", list}}.dump(2) << "\n";
    return;
  }
  if (keys.empty()) {
    io.err << none;
    return;
  }
  Table table({"NAME", "ID"});
  for (const PublicKey& key : keys) table.add({key.name, key.id()});
  table.print(io);
}

}  // namespace haat::cli
