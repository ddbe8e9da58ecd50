#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/package/limits.hpp"
#include "core/package/package.hpp"
#include "core/result.hpp"

namespace haat {

// One file of a zip as its structure tells it, with the stretch of bytes that belongs to it.
// The record of the format: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.9 (data
// descriptor), 4.3.12 (central directory), 4.3.14-16 (end records).
struct ZipEntry {
  std::string name;  // as the central directory has it, undecoded
  bool folder = false;
  bool utf8 = false;   // general purpose bit 11, or pure ASCII
  bool plain = false;  // stored or deflated, and its headers agree: it can be read from its place
  bool extra_overlong = false;  // its extra field runs over, in the central directory
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc32 = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;  // of the local header
  std::uint64_t data = 0;    // of the first packed byte
  std::uint64_t end = 0;     // behind the data and its descriptor
};

struct ZipStructure {
  std::vector<ZipEntry> entries;  // in the order of the central directory
  std::vector<Defect> defects;
  std::uint64_t directory_offset = 0;  // of the central directory
};

// Reads the raw structure of a zip without unpacking anything, and names every ambiguity that two
// readers could resolve differently: this is the one place where Haat reads zip bytes itself, since
// libraries disagree about exactly these. Cost: one read of the central directory and of each local
// header; linear in the entries. `name` is for messages. The descriptor stays the caller's.
Result<ZipStructure> audit_zip(int descriptor, const std::string& name, const Limits& limits);

}  // namespace haat
