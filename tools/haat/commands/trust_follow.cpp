#include <algorithm>
#include <memory>
#include <ostream>

#include "core/signing/key_change.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

// A key that is trusted says itself what becomes of it, so nobody need be asked.
Result<int> run(const std::string& file, Io& io) {
  HAAT_TRY(const std::string text, read_text(file));
  HAAT_TRY(const KeyChange change, open_key_change(text));
  HAAT_TRY(std::vector<TrustedKey> trusted, trusted_keys());
  HAAT_TRY(TrustedKey * key, find_trusted(trusted, change.key.id()));
  const std::string name = key->key.name + " (" + key->key.id() + ")";
  HAAT_TRY(auto successor, follow(change, *key, present()));
  if (!successor) {
    HAAT_TRY_VOID(write_trusted(trusted));
    io.out << "revoked by its owner: " << name << "\n";
    return 0;
  }
  const bool known = std::any_of(trusted.begin(), trusted.end(), [&](const TrustedKey& one) {
    return one.key.id() == successor->key.id();
  });
  io.out << "until " << to_rfc3339(*key->valid_until) << ": " << name << "\n";
  if (!known) {
    io.out << "trusted, because that key says so: " << successor->key.name << " ("
           << successor->key.id() << ")\n";
    trusted.push_back(*std::move(successor));
  }
  HAAT_TRY_VOID(write_trusted(trusted));
  return 0;
}

Action define(Syntax& syntax) {
  auto file = std::make_shared<std::string>();
  syntax.required("FILE", *file, "what haat key rotate or haat key revoke wrote");
  return [file](Io& io) { return run(*file, io); };
}

}  // namespace

extern const Command trust_follow_command;
const Command trust_follow_command{
    .name = "trust follow",
    .summary = "Do as a key that you trust says of itself: trust its successor, or itself no more.",
    .examples = "haat trust follow asha.rotation.json\n",
    .define = define,
};

}  // namespace haat::cli
