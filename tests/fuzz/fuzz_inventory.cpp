#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/signing/inventory.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto inventory = haat::parse_inventory(text);
  // One list, one spelling.
  if (inventory && haat::to_json(*inventory) != text) std::abort();
  // In pieces it is the same list, or as wrong.
  haat::Inventory again;
  haat::InventoryReader reader([&](haat::Inventory::File&& file) -> haat::Result<void> {
    again.files.push_back(std::move(file));
    return {};
  });
  bool sound = true;
  const std::size_t length = size % 61 + 1;
  for (std::size_t at = 0; sound && at < size; at += length)
    sound = reader.take(text.substr(at, length)).has_value();
  if (sound) sound = reader.end().has_value();
  if (sound != inventory.has_value() || (sound && again.files != inventory->files)) std::abort();
  return 0;
}
