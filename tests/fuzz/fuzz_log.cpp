#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/log/checkpoint.hpp"
#include "core/log/tile.hpp"

// Nothing that is made up may be believed, and what is read is written as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const haat::SecretKey key = haat::SecretKey::generate("log").value();
  if (haat::open_checkpoint(text, key.public_key())) std::abort();
  if (const auto proof = haat::parse_log_proof(text)) {
    if (haat::to_text(*proof) != text) std::abort();
    if (haat::check_log_proof(*proof, "entry", key.public_key())) std::abort();
  }
  if (const auto tile = haat::parse_tile_path(text); tile && tile->path() != text) std::abort();
  if (const auto entries = haat::parse_bundle(text))
    if (haat::to_bundle(*entries).value() != text) std::abort();
  return 0;
}
