#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/tuf/root.hpp"
#include "core/tuf/targets.hpp"

// Nothing that is made up is signed by anybody, and what is read is written as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const haat::PublicKey key = haat::SecretKey::generate("root").value().public_key();
  static const std::string id = haat::tuf::key_id(key);
  const auto metadata = haat::tuf::parse_metadata(text, "file");
  if (!metadata) return 0;
  const auto again = haat::tuf::parse_metadata(haat::tuf::to_json(*metadata), "file");
  if (!again || again->signed_part != metadata->signed_part) std::abort();
  if (haat::tuf::count_signers(*metadata, {{id}, 1}, {{id, key}}) != 0) std::abort();
  if (const auto root = haat::tuf::parse_root(*metadata, "file"))
    if (!haat::tuf::parse_root(haat::tuf::metadata_of(*root).value(), "file")) std::abort();
  if (const auto targets = haat::tuf::parse_delegating_targets(*metadata, "file"))
    if (!haat::tuf::parse_delegating_targets(haat::tuf::metadata_of(*targets).value(), "file"))
      std::abort();
  return 0;
}
