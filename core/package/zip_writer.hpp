#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/package/deflate.hpp"
#include "core/result.hpp"

namespace haat {

// Writes a zip whose bytes depend on nothing but the entries given and their order: no times, no
// permissions, no extra fields, sizes in the local headers (so that streaming readers in LMSs can
// read stored entries too). Files that are compressed already (by their name's ending), or that
// deflate would not make smaller, are stored, the others deflated.
//
// It writes beside `path` and puts the file in place at commit(), flushed; without a commit nothing
// is left.
class ZipWriter {
 public:
  static Result<ZipWriter> create(const std::filesystem::path& path);
  ZipWriter(ZipWriter&&) noexcept;
  ZipWriter& operator=(ZipWriter&&) noexcept;
  ~ZipWriter();

  Result<void> add(std::string_view path, std::string_view bytes);

  // A file in pieces: begin, write, write, ..., end. It must have exactly the size announced
  // ("entry-size-wrong").
  Result<void> begin(std::string_view path, std::uint64_t size);
  Result<void> write(std::string_view piece);
  Result<void> end();

  // The same for an entry of another zip, taken over as it stands there, packed; only stored and
  // deflated ones.
  struct Packed {
    std::string path;
    std::uint16_t method = 0;
    std::uint32_t crc32 = 0;
    std::uint64_t packed_size = 0;
    std::uint64_t size = 0;
  };
  Result<void> begin_packed(const Packed& entry);

  // Files up to this size are packed whole, larger ones as they come.
  static constexpr std::uint64_t whole_up_to = 4u << 20;

  // Packs whole files as add() does, on any thread and before their turn; one thread at a time.
  class EntryPacker {
   public:
    struct Ready {
      Packed entry;
      std::string bytes;
    };
    Ready pack(std::string_view path, std::string bytes);

   private:
    WholeDeflater deflater_;
  };
  Result<void> add(const EntryPacker::Ready& ready);

  std::uint64_t size() const;  // bytes written so far

  Result<void> commit();

 private:
  struct State;
  explicit ZipWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace haat
