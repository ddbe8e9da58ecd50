#include "core/package/zip_entry_reader.hpp"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr std::size_t piece_size = 1 << 18;
constexpr std::uint64_t whole_up_to = 1 << 20;  // packed and unpacked

std::string hex(std::uint32_t number) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (int shift = 28; shift >= 0; shift -= 4) text += digits[number >> shift & 15];
  return text;
}

class Inflation {
 public:
  Inflation() { ready_ = inflateInit2(&stream, -MAX_WBITS) == Z_OK; }
  ~Inflation() {
    if (ready_) inflateEnd(&stream);
  }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;

  bool ready() const { return ready_; }
  z_stream stream{};

 private:
  bool ready_;
};

}  // namespace

Result<void> ZipEntryReader::read(const Entry& entry, const ZipSpot& spot,
                                  const Package::OnPiece& on_piece) {
  entry_ = &entry, spot_ = &spot, on_piece_ = &on_piece;
  given_ = 0, crc_ = 0;
  if (!spot.deflated) return read_stored();
  const bool small = entry.size <= whole_up_to && spot.packed_size <= whole_up_to;
  return small ? inflate_whole() : inflate_pieces();
}

Result<void> ZipEntryReader::read_stored() {
  for (std::uint64_t done = 0; done < spot_->packed_size;) {
    const auto size = std::min<std::uint64_t>(piece_size, spot_->packed_size - done);
    HAAT_TRY(const auto piece, packed_at(spot_->data + done, size));
    HAAT_TRY_VOID(take(piece));
    done += size;
  }
  return finish();
}

Result<void> ZipEntryReader::inflate_whole() {
  HAAT_TRY(const auto packed, packed_at(spot_->data, spot_->packed_size));
  if (room_.size() < entry_->size) room_.resize(entry_->size);
  const auto result = inflater_.inflate(packed, {room_.data(), entry_->size});
  if (result.outcome == WholeInflater::Outcome::damaged)
    return damaged("its compressed bytes are no deflate");
  if (result.outcome == WholeInflater::Outcome::too_long) return size_wrong("more than the");
  HAAT_TRY_VOID(take({room_.data(), result.given}));
  if (result.taken != packed.size()) return damaged("there are bytes behind its compressed ones");
  return finish();
}

Result<void> ZipEntryReader::inflate_pieces() {
  Inflation inflation;
  if (!inflation.ready()) return damaged("there is no memory to unpack it");
  auto& stream = inflation.stream;
  if (room_.size() < piece_size) room_.resize(piece_size);
  std::uint64_t done = 0;
  for (int status = Z_OK; status != Z_STREAM_END;) {
    if (stream.avail_in == 0) {
      const auto size = std::min<std::uint64_t>(piece_size, spot_->packed_size - done);
      if (size == 0) return damaged("its compressed bytes end too early");
      HAAT_TRY(const auto packed, packed_at(spot_->data + done, size));
      done += size;
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
      stream.avail_in = static_cast<uInt>(size);
    }
    stream.next_out = reinterpret_cast<Bytef*>(room_.data());
    stream.avail_out = static_cast<uInt>(room_.size());
    status = inflate(&stream, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
      return damaged("its compressed bytes are no deflate");
    HAAT_TRY_VOID(take({room_.data(), room_.size() - stream.avail_out}));
  }
  if (stream.avail_in > 0 || done < spot_->packed_size)
    return damaged("there are bytes behind its compressed ones");
  return finish();
}

Result<std::string_view> ZipEntryReader::packed_at(std::uint64_t offset, std::size_t size) {
  if (packed_.size() < size) packed_.resize(size);
  for (std::size_t done = 0; done < size;) {
    const auto got =
        pread(descriptor_, packed_.data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return fail(Errc::unavailable, "file-unreadable",
                  zip_ + " cannot be read: " + std::strerror(errno));
    if (got == 0) return damaged("the zip became shorter while it was read");
    done += static_cast<std::size_t>(got);
  }
  return std::string_view(packed_).substr(0, size);
}

Result<void> ZipEntryReader::take(std::string_view piece) {
  given_ += piece.size();
  if (given_ > entry_->size) return size_wrong("more than the");
  if (piece.empty()) return {};
  crc_ = crc32(piece, crc_);
  return (*on_piece_)(piece, false);
}

Result<void> ZipEntryReader::finish() {
  if (given_ != entry_->size) return size_wrong(std::to_string(given_) + " bytes instead of the");
  if (crc_ != spot_->crc32)
    return damaged("its checksum is " + hex(crc_) + ", and the zip announces " + hex(spot_->crc32));
  return (*on_piece_)({}, true);
}

tl::unexpected<Error> ZipEntryReader::damaged(const std::string& why) const {
  return fail(Errc::corrupt, "zip-damaged",
              zip_ + ": " + printable(entry_->path) + " is damaged: " + why);
}

tl::unexpected<Error> ZipEntryReader::size_wrong(const std::string& actual) const {
  return fail(Errc::corrupt, "entry-size-wrong",
              zip_ + ": " + printable(entry_->path) + " has " + actual + " " +
                  std::to_string(entry_->size) + " bytes that the zip announces");
}

}  // namespace haat
