#include <algorithm>
#include <memory>
#include <ostream>

#include "tools/haat/command.hpp"
#include "tools/haat/trust.hpp"

namespace haat::cli {
namespace {

Result<int> run(const std::string& which, Io& io) {
  HAAT_TRY(std::vector<PublicKey> keys, trusted_keys());
  const auto gone = std::remove_if(keys.begin(), keys.end(), [&](const PublicKey& key) {
    return key.id() == which || key.name == which;
  });
  const auto count = keys.end() - gone;
  if (count == 0)
    return fail(Errc::not_found, "key-not-trusted",
                "no trusted key has the id or name \"" + which + "\"; haat trust list shows them");
  if (count > 1)
    return fail(Errc::invalid_argument, "key-ambiguous",
                std::to_string(count) + " trusted keys are called \"" + which +
                    "\"; give the id, which haat trust list shows");
  keys.erase(gone, keys.end());
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
    .summary = "Stop trusting a key.",
    .examples = "haat trust remove marketplace\n",
    .define = define,
};

}  // namespace haat::cli
