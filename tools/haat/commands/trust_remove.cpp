#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

Result<int> run(const std::string& which, Io& io) {
  HAAT_TRY(std::vector<TrustedKey> keys, trusted_keys());
  HAAT_TRY(const TrustedKey* gone, find_trusted(keys, which));
  keys.erase(keys.begin() + (gone - keys.data()));
  HAAT_TRY_VOID(write_trusted(keys));
  io.out << "no longer trusted: " << which << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto which = std::make_shared<std::string>();
  syntax.required("KEY", *which, "its id or its name");
  return [which](Io& io) { return run(*which, io); };
}

}  // namespace

extern const Command trust_remove_command;
const Command trust_remove_command{
    .name = "trust remove",
    .summary = "Forget a key: what it signs is then as if signed by a stranger.",
    .examples = "haat trust remove marketplace\n",
    .define = define,
};

}  // namespace haat::cli
