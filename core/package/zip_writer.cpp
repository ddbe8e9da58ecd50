#include "core/package/zip_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <vector>

#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr std::uint16_t stored = 0, deflated = 8, utf8_flag = 1 << 11;
constexpr std::uint16_t midnight = 0, first_of_january_1980 = 0x21;
// From here on the sizes stand in a zip64 field. Below 4 GiB by more than deflate can ever add.
constexpr std::uint64_t zip64_from = 0xfff00000;
// Kinds of file that are compressed already; deflating them costs time and gains nothing.
constexpr std::array compressed_endings = {
    "7z",  "aac",  "avif", "br",   "bz2",   "docx", "epub", "flac", "gif", "gz",
    "h5p", "heic", "jar",  "jpeg", "jpg",   "m4a",  "m4v",  "mkv",  "mov", "mp3",
    "mp4", "odp",  "ods",  "odt",  "oga",   "ogg",  "ogv",  "opus", "png", "pptx",
    "rar", "webm", "webp", "woff", "woff2", "xlsx", "xz",   "zip",  "zst"};

bool is_compressed(std::string_view path) {
  return std::find(compressed_endings.begin(), compressed_endings.end(), ending_of(path)) !=
         compressed_endings.end();
}

void put(std::string& bytes, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
}

struct Record {
  std::string path;
  std::uint16_t method = stored;
  std::uint32_t crc = 0;
  std::uint64_t packed = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
  bool zip64 = false;
};

Result<void> judge_length(std::string_view path) {
  if (!path.empty() && path.size() <= 0xffff) return {};
  return fail(Errc::invalid_argument, "entry-name-too-long",
              "the name \"" + std::string(path.substr(0, 80)) + "…\" has " +
                  std::to_string(path.size()) + " bytes; a zip allows 1 to 65535");
}

std::uint32_t cut(std::uint64_t value, bool zip64) {
  return zip64 ? 0xffffffff : static_cast<std::uint32_t>(value);
}

// What both headers have in common: APPNOTE 4.3.7 and 4.3.12, from "version needed" to "extra field
// length".
void put_common(std::string& bytes, const Record& record, bool zip64, std::size_t extra) {
  const auto name_flag =
      std::all_of(record.path.begin(), record.path.end(), [](char c) { return (c & 0x80) == 0; })
          ? 0
          : utf8_flag;
  put(bytes, zip64 ? 45 : 20, 2);
  put(bytes, static_cast<std::uint64_t>(name_flag), 2);
  put(bytes, record.method, 2);
  put(bytes, midnight, 2);
  put(bytes, first_of_january_1980, 2);
  put(bytes, record.crc, 4);
  put(bytes, cut(record.packed, zip64), 4);
  put(bytes, cut(record.size, zip64), 4);
  put(bytes, record.path.size(), 2);
  put(bytes, extra, 2);
}

std::string local_header(const Record& record) {
  std::string bytes;
  put(bytes, 0x04034b50, 4);
  put_common(bytes, record, record.zip64, record.zip64 ? 20 : 0);
  bytes += record.path;
  if (record.zip64) {
    put(bytes, 1, 2);
    put(bytes, 16, 2);
    put(bytes, record.size, 8);
    put(bytes, record.packed, 8);
  }
  return bytes;
}

std::string central_header(const Record& record) {
  const bool far = record.offset >= 0xffffffff;
  const std::size_t body = (record.zip64 ? 16u : 0u) + (far ? 8u : 0u);
  std::string bytes;
  put(bytes, 0x02014b50, 4);
  put(bytes, 45, 2);  // made by: MS-DOS, so that no permissions are meant
  put_common(bytes, record, record.zip64, body == 0 ? 0 : 4 + body);
  put(bytes, 0, 2);  // comment
  put(bytes, 0, 2);  // disk
  put(bytes, 0, 2);  // internal attributes
  put(bytes, 0, 4);  // external attributes
  put(bytes, cut(record.offset, far), 4);
  bytes += record.path;
  if (body > 0) {
    put(bytes, 1, 2);
    put(bytes, body, 2);
    if (record.zip64) {
      put(bytes, record.size, 8);
      put(bytes, record.packed, 8);
    }
    if (far) put(bytes, record.offset, 8);
  }
  return bytes;
}

std::string end_records(std::uint64_t count, std::uint64_t offset, std::uint64_t size) {
  const bool zip64 = count >= 0xffff || offset >= 0xffffffff || size >= 0xffffffff;
  std::string bytes;
  if (zip64) {
    put(bytes, 0x06064b50, 4);
    put(bytes, 44, 8);
    put(bytes, 45, 2);
    put(bytes, 45, 2);
    put(bytes, 0, 8);
    put(bytes, count, 8);
    put(bytes, count, 8);
    put(bytes, size, 8);
    put(bytes, offset, 8);
    put(bytes, 0x07064b50, 4);
    put(bytes, 0, 4);
    put(bytes, offset + size, 8);
    put(bytes, 1, 4);
  }
  put(bytes, 0x06054b50, 4);
  put(bytes, 0, 4);
  put(bytes, zip64 ? 0xffff : count, 2);
  put(bytes, zip64 ? 0xffff : count, 2);
  put(bytes, cut(size, zip64), 4);
  put(bytes, cut(offset, zip64), 4);
  put(bytes, 0, 2);
  return bytes;
}

}  // namespace

struct ZipWriter::State {
  std::filesystem::path path;
  std::string temporary;
  int descriptor = -1;
  std::uint64_t at = 0;               // bytes written, with those in the buffer
  std::string buffer;                 // of bytes not written yet
  std::deque<std::string> directory;  // what is known of it, in pieces: it may have megabytes
  std::uint64_t count = 0;            // of its entries
  Record current;
  std::uint64_t taken = 0;  // bytes of the current entry
  bool packed_given = false;
  z_stream deflater{};
  bool deflater_ready = false;
  std::string pending;  // bytes of the entry that are not packed yet
  EntryPacker packer;

  ~State() {
    if (deflater_ready) deflateEnd(&deflater);
    if (descriptor < 0) return;
    close(descriptor);
    unlink(temporary.c_str());
  }

  tl::unexpected<Error> broken() const {
    return fail(Errc::unavailable, "file-unwritable",
                path.string() + " cannot be written: " + std::strerror(errno));
  }

  Result<void> write_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto done = ::write(descriptor, bytes.data(), bytes.size());
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) return broken();
      bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    return {};
  }

  Result<void> flush() {
    HAAT_TRY_VOID(write_all(buffer));
    buffer.clear();
    return {};
  }

  Result<void> emit(std::string_view bytes) {
    at += bytes.size();
    const bool large = bytes.size() >= (1u << 17);
    if (large || buffer.size() + bytes.size() > (1u << 20)) HAAT_TRY_VOID(flush());
    if (large) return write_all(bytes);
    buffer += bytes;
    return {};
  }

  void enter_current() {
    constexpr std::size_t piece = 64 << 10;
    const auto header = central_header(current);
    if (directory.empty() || directory.back().size() + header.size() > piece)
      directory.emplace_back().reserve(std::max(piece, header.size()));
    directory.back() += header;
    ++count;
  }

  bool is_whole() const { return !packed_given && current.size <= whole_up_to; }

  Result<void> take_packed(std::string_view bytes) {
    current.packed += bytes.size();
    return emit(bytes);
  }

  // zlib promises equal output for equal pieces only, so they are of one length whoever gives them.
  Result<void> deflate_in_pieces(std::string_view bytes) {
    constexpr std::size_t length = 1 << 18;
    while (!bytes.empty()) {
      const auto part = bytes.substr(0, length - pending.size());
      pending += part;
      bytes.remove_prefix(part.size());
      if (pending.size() < length) continue;
      HAAT_TRY_VOID(deflate_pending(Z_NO_FLUSH));
    }
    return {};
  }

  Result<void> deflate_pending(int flush_mode) {
    deflater.next_in = reinterpret_cast<Bytef*>(pending.data());
    deflater.avail_in = static_cast<uInt>(pending.size());
    std::array<char, 1 << 16> out;
    int status = Z_OK;
    do {
      deflater.next_out = reinterpret_cast<Bytef*>(out.data());
      deflater.avail_out = out.size();
      status = deflate(&deflater, flush_mode);
      HAAT_TRY_VOID(take_packed({out.data(), out.size() - deflater.avail_out}));
    } while (deflater.avail_out == 0 && status != Z_STREAM_END);
    pending.clear();
    return {};
  }
};

ZipWriter::ZipWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipWriter::ZipWriter(ZipWriter&&) noexcept = default;
ZipWriter& ZipWriter::operator=(ZipWriter&&) noexcept = default;
ZipWriter::~ZipWriter() = default;

std::uint64_t ZipWriter::size() const {
  return state_->at;
}

Result<ZipWriter> ZipWriter::create(const std::filesystem::path& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->temporary = path.string() + ".XXXXXX";
  state->descriptor = mkostemp(state->temporary.data(), O_CLOEXEC);
  if (state->descriptor < 0) return state->broken();
  return ZipWriter(std::move(state));
}

Result<void> ZipWriter::add(std::string_view path, std::string_view bytes) {
  HAAT_TRY_VOID(begin(path, bytes.size()));
  HAAT_TRY_VOID(write(bytes));
  return end();
}

ZipWriter::EntryPacker::Ready ZipWriter::EntryPacker::pack(std::string_view path,
                                                           std::string bytes) {
  Ready ready{.entry = {.path = std::string(path),
                        .method = stored,
                        .crc32 = crc32(bytes),
                        .packed_size = bytes.size(),
                        .size = bytes.size()},
              .bytes = std::move(bytes)};
  if (is_compressed(path)) return ready;
  const auto packed = deflater_.deflate(ready.bytes);
  if (packed.empty()) return ready;
  ready.entry.method = deflated;
  ready.entry.packed_size = packed.size();
  ready.bytes = std::string(packed);
  return ready;
}

Result<void> ZipWriter::add(const EntryPacker::Ready& ready) {
  HAAT_TRY_VOID(begin_packed(ready.entry));
  HAAT_TRY_VOID(write(ready.bytes));
  return end();
}

Result<void> ZipWriter::begin(std::string_view path, std::uint64_t size) {
  auto& s = *state_;
  HAAT_TRY_VOID(judge_length(path));
  s.current =
      Record{.path = std::string(path), .size = size, .offset = s.at, .zip64 = size >= zip64_from};
  s.current.method = is_compressed(path) ? stored : deflated;
  s.taken = 0;
  s.packed_given = false;
  s.pending.clear();
  if (s.is_whole()) return {};
  if (s.current.method == deflated) {
    const bool ready = s.deflater_ready ? deflateReset(&s.deflater) == Z_OK
                                        : deflateInit2(&s.deflater, deflate_level, Z_DEFLATED,
                                                       -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    if (!ready)
      return fail(Errc::internal, "deflate-failed",
                  "there is no memory to compress " + s.path.string());
    s.deflater_ready = true;
  }
  return s.emit(local_header(s.current));
}

Result<void> ZipWriter::begin_packed(const Packed& entry) {
  auto& s = *state_;
  HAAT_TRY_VOID(judge_length(entry.path));
  s.current = Record{.path = entry.path,
                     .method = entry.method,
                     .crc = entry.crc32,
                     .packed = entry.packed_size,
                     .size = entry.size,
                     .offset = s.at,
                     .zip64 = entry.size >= zip64_from || entry.packed_size >= zip64_from};
  s.taken = 0;
  s.packed_given = true;
  return s.emit(local_header(s.current));
}

Result<void> ZipWriter::write(std::string_view piece) {
  auto& s = *state_;
  s.taken += piece.size();
  if (s.packed_given) return s.emit(piece);
  if (s.is_whole()) {
    s.pending += piece;
    return {};
  }
  s.current.crc = crc32(piece, s.current.crc);
  return s.current.method == stored ? s.take_packed(piece) : s.deflate_in_pieces(piece);
}

Result<void> ZipWriter::end() {
  auto& s = *state_;
  const auto announced = s.packed_given ? s.current.packed : s.current.size;
  if (s.taken != announced)
    return fail(Errc::conflict, "entry-size-wrong",
                s.current.path + " has " + std::to_string(s.taken) + " bytes instead of " +
                    std::to_string(announced) + "; it changed while it was packed");
  if (s.is_whole()) return add(s.packer.pack(s.current.path, std::move(s.pending)));
  if (!s.packed_given) {
    if (s.current.method == deflated) HAAT_TRY_VOID(s.deflate_pending(Z_FINISH));
    HAAT_TRY_VOID(s.flush());
    const std::string header = local_header(s.current);
    const auto put_now =
        pwrite(s.descriptor, header.data(), header.size(), static_cast<off_t>(s.current.offset));
    if (put_now != static_cast<ssize_t>(header.size())) return s.broken();
  }
  s.enter_current();
  return {};
}

Result<void> ZipWriter::commit() {
  auto& s = *state_;
  const auto directory = s.at;
  for (const auto& piece : s.directory) HAAT_TRY_VOID(s.emit(piece));
  HAAT_TRY_VOID(s.emit(end_records(s.count, directory, s.at - directory)));
  HAAT_TRY_VOID(s.flush());
  if (fchmod(s.descriptor, 0644) != 0 || fsync(s.descriptor) != 0) return s.broken();
  if (rename(s.temporary.c_str(), s.path.c_str()) != 0) return s.broken();
  close(s.descriptor);
  s.descriptor = -1;
  const auto folder = s.path.has_parent_path() ? s.path.parent_path() : std::filesystem::path(".");
  if (const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); opened >= 0) {
    fsync(opened);
    close(opened);
  }
  return {};
}

}  // namespace haat
