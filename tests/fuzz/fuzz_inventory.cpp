#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/signing/inventory.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto inventory = haat::parse_inventory(text);
  // One list, one spelling.
  if (inventory && haat::to_json(*inventory) != text) std::abort();
  return 0;
}
