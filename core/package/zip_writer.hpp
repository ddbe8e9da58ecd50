#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat {

// Writes a zip whose bytes depend on nothing but the entries given and their order: no times, no permissions, no
// extra fields, sizes in the local headers (so that streaming readers in LMSs can read stored entries too).
// Files that are compressed already (by their name's ending) are stored, the others deflated.
//
// It writes beside `path` and puts the file in place at commit(), flushed; without a commit nothing is left.
class ZipWriter {
 public:
  static Result<ZipWriter> create(const std::filesystem::path& path);
  ZipWriter(ZipWriter&&) noexcept;
  ZipWriter& operator=(ZipWriter&&) noexcept;
  ~ZipWriter();

  // Gives the next piece of the file, empty at its end.
  using Pieces = std::function<Result<std::string_view>()>;

  Result<void> add(std::string_view path, std::string_view bytes);
  Result<void> add(std::string_view path, std::uint64_t size, const Pieces& pieces);

  // Takes an entry of another zip over as it stands there, without unpacking it.
  struct Packed {
    std::string path;
    std::uint16_t method;
    std::uint32_t crc32;
    std::uint64_t packed_size;
    std::uint64_t size;
  };
  Result<void> add_packed(const Packed& entry, const Pieces& packed_bytes);

  Result<void> commit();

 private:
  struct State;
  explicit ZipWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace haat
