#include "sdk/host/wire/frame.hpp"

#include "sdk/host/wire/fields.hpp"

namespace haat::wire {

std::array<char, header_size> encode(const Header& header) {
  Writer writer;
  writer.u32(header.size);
  writer.u32(static_cast<std::uint16_t>(header.type));
  writer.u64(header.request);
  std::array<char, header_size> bytes{};
  writer.bytes().copy(bytes.data(), header_size);
  return bytes;
}

Header decode(std::string_view bytes) {
  Reader reader(bytes);
  Header header;
  header.size = reader.u32();
  const std::uint32_t type = reader.u32();  // with the two reserved bytes above it
  header.request = reader.u64();
  header.type = static_cast<Type>(type);
  header.well_formed = type >= static_cast<std::uint32_t>(Type::hello) &&
                       type <= static_cast<std::uint32_t>(last_type) && header.size <= max_payload;
  return header;
}

}  // namespace haat::wire
