#include "core/package/deflate.hpp"

#include <libdeflate.h>

#include <new>

namespace haat {

std::uint32_t crc32(std::string_view bytes, std::uint32_t before) {
  // Where there are no bytes at all, libdeflate begins anew.
  return bytes.empty() ? before : libdeflate_crc32(before, bytes.data(), bytes.size());
}

void WholeDeflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

WholeDeflater::WholeDeflater() : compressor_(libdeflate_alloc_compressor(deflate_level)) {
  if (!compressor_) throw std::bad_alloc();
}

std::string_view WholeDeflater::deflate(std::string_view bytes) {
  if (packed_.size() < bytes.size()) packed_.resize(bytes.size());
  if (bytes.empty()) return {};
  const auto size = libdeflate_deflate_compress(compressor_.get(), bytes.data(), bytes.size(),
                                                packed_.data(), bytes.size() - 1);
  return {packed_.data(), size};
}

void WholeInflater::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

WholeInflater::WholeInflater() : decompressor_(libdeflate_alloc_decompressor()) {
  if (!decompressor_) throw std::bad_alloc();
}

WholeInflater::Result WholeInflater::inflate(std::string_view packed, std::span<char> room) {
  Result result;
  const auto status =
      libdeflate_deflate_decompress_ex(decompressor_.get(), packed.data(), packed.size(),
                                       room.data(), room.size(), &result.taken, &result.given);
  result.outcome = status == LIBDEFLATE_SUCCESS              ? Outcome::whole
                   : status == LIBDEFLATE_INSUFFICIENT_SPACE ? Outcome::too_long
                                                             : Outcome::damaged;
  return result;
}

}  // namespace haat
