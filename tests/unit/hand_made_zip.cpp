#include "tests/unit/hand_made_zip.hpp"

#include <zlib.h>

namespace haat::test {
namespace {

void put(std::string& out, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

}  // namespace

std::string HandMadeZip::bytes() const {
  std::string out = before, directory;
  std::uint16_t listed = 0;
  for (const auto& e : entries) {
    out += e.gap_before;
    const auto offset = e.offset.value_or(out.size() - before.size());
    const auto crc = e.crc.value_or(static_cast<std::uint32_t>(crc32(
        0, reinterpret_cast<const Bytef*>(e.bytes.data()), static_cast<uInt>(e.bytes.size()))));
    const auto size = e.size.value_or(static_cast<std::uint32_t>(e.bytes.size()));
    const auto unpacked = e.unpacked.value_or(size);
    const auto flags = static_cast<std::uint16_t>(e.flags | (e.described ? 8 : 0));
    const auto& local_name = e.local_name.value_or(e.name);

    put(out, 0x04034b50, 4);
    put(out, 20, 2);
    put(out, flags, 2);
    put(out, e.method, 2);
    put(out, 0x00210000, 4);
    put(out, e.described ? 0 : e.local_crc.value_or(crc), 4);
    put(out, e.described ? 0 : size, 4);
    put(out, e.described ? 0 : unpacked, 4);
    put(out, local_name.size(), 2);
    put(out, e.local_extra.size(), 2);
    out += local_name + e.local_extra + e.bytes;
    if (e.described) {
      put(out, 0x08074b50, 4);
      put(out, e.local_crc.value_or(crc), 4);
      put(out, size, 4);
      put(out, unpacked, 4);
    }
    if (e.hidden) continue;
    ++listed;
    put(directory, 0x02014b50, 4);
    put(directory, e.unix_mode != 0 ? 0x0314 : 20, 2);
    put(directory, 20, 2);
    put(directory, flags, 2);
    put(directory, e.method, 2);
    put(directory, 0x00210000, 4);
    put(directory, crc, 4);
    put(directory, size, 4);
    put(directory, unpacked, 4);
    put(directory, e.name.size(), 2);
    put(directory, e.extra.size(), 2);
    put(directory, e.remark.size(), 2);
    put(directory, e.disk, 2);
    put(directory, 0, 2);
    put(directory, static_cast<std::uint64_t>(e.unix_mode) << 16, 4);
    put(directory, offset, 4);
    directory += e.name + e.extra + e.remark;
  }
  out += before_directory;
  const auto directory_at = out.size() - before.size();
  out += directory + before_end;
  put(out, 0x06054b50, 4);
  put(out, disk, 2);
  put(out, disk, 2);
  put(out, count.value_or(listed), 2);
  put(out, count.value_or(listed), 2);
  put(out, directory.size(), 4);
  put(out, directory_offset.value_or(static_cast<std::uint32_t>(directory_at)), 4);
  put(out, comment.size(), 2);
  return out + comment + after;
}

}  // namespace haat::test
