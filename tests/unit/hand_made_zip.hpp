#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace haat::test {

// A zip written byte by byte, so that it can lie wherever a test wants it to. Everything is stored.
struct HandMadeZip {
  struct Entry {
    std::string name = {};
    std::string bytes = {};
    std::optional<std::string> local_name = {};  // another in the local header
    std::optional<std::uint32_t> local_crc = {};
    std::optional<std::uint32_t> size = {};      // announced in both headers
    std::optional<std::uint64_t> offset = {};    // announced in the directory
    std::optional<std::uint32_t> unpacked = {};  // announced in both, where `bytes` are packed
    std::optional<std::uint32_t> crc = {};       // announced in both, where `bytes` are packed
    std::string extra = {};                      // fields in the directory
    std::string local_extra = {};                // fields in the local header
    std::string remark = {};                     // the entry's comment
    std::uint16_t disk = 0;
    std::uint16_t method = 0;
    std::uint16_t flags = 1 << 11;
    std::uint32_t unix_mode = 0;  // with its kind; 0: not made on unix
    bool described = false;       // sizes behind the data
    std::string gap_before = {};  // bytes that belong to nobody
    bool hidden = false;          // not in the directory
  };
  std::vector<Entry> entries;
  std::string before;  // bytes in front, with the offsets told as if they were not there
  std::string before_directory;
  std::string comment;
  std::string after;
  std::optional<std::uint16_t> count;
  std::optional<std::uint32_t> directory_offset;
  std::uint16_t disk = 0;
  std::string before_end;  // where zip64's end records stand

  std::string bytes() const;
};

}  // namespace haat::test
