#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

Result<int> run(const std::string& which, Io& io) {
  HAAT_TRY(std::vector<TrustedKey> keys, trusted_keys());
  HAAT_TRY(TrustedKey * key, find_trusted(keys, which));
  const std::string name = key->key.name + " (" + key->key.id() + ")";
  if (key->revoked) {
    io.err << name << " is revoked already\n";
    return 0;
  }
  key->revoked = present();
  HAAT_TRY_VOID(write_trusted(keys));
  io.out << "revoked: " << name << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto which = std::make_shared<std::string>();
  syntax.required("KEY", *which, "its id or its name");
  return [which](Io& io) { return run(*which, io); };
}

}  // namespace

extern const Command trust_revoke_command;
const Command trust_revoke_command{
    .name = "trust revoke",
    .summary =
        "Say that a key has fallen into other hands: what it signs, and ever signed, counts "
        "for nothing here.",
    .examples = "haat trust revoke asha\n",
    .define = define,
};

}  // namespace haat::cli
