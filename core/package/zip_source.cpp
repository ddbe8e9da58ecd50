#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <unordered_map>

#include "core/package/entry_name.hpp"
#include "core/package/source.hpp"
#include "core/package/zip_audit.hpp"
#include "core/package/zip_entry_reader.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;

// In the "C" locale libarchive returns no name at all for an entry that is marked as UTF-8.
class Utf8Locale {
 public:
  Utf8Locale() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(uselocale(utf8_)) {}
  ~Utf8Locale() {
    uselocale(before_);
    if (utf8_ != nullptr) freelocale(utf8_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t utf8_;
  locale_t before_;
};

// One walk of libarchive through the file. Each has a position of its own, so that several may go
// on at once.
class Walk {
 public:
  explicit Walk(int descriptor) : descriptor_(descriptor), archive_(archive_read_new()) {
    struct stat facts {};
    fstat(descriptor, &facts);
    size_ = facts.st_size;
  }
  ~Walk() { archive_read_free(archive_); }
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  bool open() {
    archive_read_support_format_zip_seekable(archive_);
    archive_read_set_callback_data(archive_, this);
    archive_read_set_read_callback(
        archive_, [](archive*, void* self, const void** bytes) -> la_ssize_t {
          auto& walk = *static_cast<Walk*>(self);
          const auto got =
              pread(walk.descriptor_, walk.buffer_.data(), walk.buffer_.size(), walk.at_);
          if (got > 0) walk.at_ += got;
          *bytes = walk.buffer_.data();
          return got;
        });
    archive_read_set_skip_callback(
        archive_, [](archive*, void* self, la_int64_t distance) -> la_int64_t {
          auto& walk = *static_cast<Walk*>(self);
          const auto skipped = std::min<la_int64_t>(distance, walk.size_ - walk.at_);
          walk.at_ += skipped;
          return skipped;
        });
    archive_read_set_seek_callback(
        archive_, [](archive*, void* self, la_int64_t offset, int whence) -> la_int64_t {
          auto& walk = *static_cast<Walk*>(self);
          const auto from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? walk.at_ : walk.size_;
          return walk.at_ = std::clamp<la_int64_t>(from + offset, 0, walk.size_);
        });
    return archive_read_open1(archive_) == ARCHIVE_OK;
  }

  archive* get() const { return archive_; }
  std::string problem() const {
    const char* text = archive_error_string(archive_);
    return text == nullptr ? "it cannot be read" : text;
  }

 private:
  int descriptor_;
  archive* archive_;
  la_int64_t at_ = 0;
  la_int64_t size_ = 0;
  std::array<char, 1 << 16> buffer_{};
};

class ZipSource final : public Package::Source {
 public:
  ZipSource(int descriptor, const Limits& limits)
      : descriptor_(descriptor), most_looked_at_(limits.entries_looked_at) {}
  ~ZipSource() override { close(descriptor_); }

  // Of the entries that the audit told; the first of each name.
  void take(std::vector<ZipEntry> found, bool by_libarchive) {
    std::stable_sort(found.begin(), found.end(),
                     [](const ZipEntry& a, const ZipEntry& b) { return a.name < b.name; });
    entries.reserve(found.size());
    spots_.reserve(found.size());
    for (auto& entry : found) {
      if (entry.folder || (!entries.empty() && entries.back().path == entry.name)) continue;
      const bool plain = entry.plain && !by_libarchive;
      all_plain_ = all_plain_ && plain;
      spots_.push_back({{entry.data, entry.packed_size, entry.crc32, entry.method != 0}, plain});
      entries.push_back({std::move(entry.name), entry.size});
    }
  }

  std::unique_ptr<Reader> reader() const override {
    return all_plain_ ? std::make_unique<SpotReader>(*this) : nullptr;
  }

  Result<void> read(const Entry& entry, const Package::OnPiece& on_piece) const override {
    return spot_of(entry).plain ? SpotReader(*this).read(entry, on_piece)
                                : find_and_read(entry, on_piece);
  }

  Result<void> scan(const Package::OnBytes& on_bytes) const override {
    if (!all_plain_) return walk_all(on_bytes);
    std::vector<const Entry*> order;
    order.reserve(entries.size());
    for (const auto& entry : entries) order.push_back(&entry);
    std::sort(order.begin(), order.end(),
              [&](const Entry* a, const Entry* b) { return spot_of(*a).data < spot_of(*b).data; });
    SpotReader reader(*this);
    for (const auto* entry : order)
      HAAT_TRY_VOID(reader.read(*entry, [&](std::string_view piece, bool last) {
        return on_bytes(*entry, piece, last);
      }));
    return {};
  }

 private:
  struct Spot : ZipSpot {
    bool plain = false;
  };

  class SpotReader final : public Reader {
   public:
    explicit SpotReader(const ZipSource& zip) : zip_(zip), reader_(zip.descriptor_, zip.name) {}
    Result<void> read(const Entry& entry, const Package::OnPiece& on_piece) override {
      return reader_.read(entry, zip_.spot_of(entry), on_piece);
    }

   private:
    const ZipSource& zip_;
    ZipEntryReader reader_;
  };

  const Spot& spot_of(const Entry& entry) const {
    return spots_[static_cast<std::size_t>(&entry - entries.data())];
  }

  // What is strange is left to libarchive, which walks there from the beginning.
  Result<void> find_and_read(const Entry& wanted, const Package::OnPiece& on_piece) const {
    if ((looked_at_ += entries.size()) > most_looked_at_)
      return fail(Errc::too_large, "zip-too-strange",
                  name + ": \"" + printable(wanted.path) +
                      "\" is not read: to find so many files of an unusual zip, more than the "
                      "limit of " +
                      std::to_string(most_looked_at_) + " entries would have to be looked at");
    bool found = false;
    HAAT_TRY_VOID(walk(
        [&](const Entry& entry) {
          return found ? Visit::stop : entry.path == wanted.path ? Visit::read : Visit::skip;
        },
        [&](const Entry&, std::string_view piece, bool last) -> Result<void> {
          found = last;
          return on_piece(piece, last);
        }));
    if (!found)
      return fail(Errc::corrupt, "zip-headers-contradict",
                  name + ": " + printable(wanted.path) +
                      " is in the zip's directory, but not where it says");
    return {};
  }

  Result<void> walk_all(const Package::OnBytes& on_bytes) const {
    std::size_t seen = 0;
    HAAT_TRY_VOID(walk([](const Entry&) { return Visit::read; },
                       [&](const Entry& entry, std::string_view piece, bool last) -> Result<void> {
                         seen += last ? 1 : 0;
                         return on_bytes(entry, piece, last);
                       }));
    if (seen != entries.size())
      return fail(Errc::corrupt, "zip-headers-contradict",
                  name + ": its directory lists " + std::to_string(entries.size()) +
                      " files, but " + std::to_string(seen) + " can be read");
    return {};
  }

  enum class Visit { read, skip, stop };

  template <class OnEntry, class OnBytes>
  Result<void> walk(OnEntry on_entry, OnBytes on_bytes) const {
    const Utf8Locale locale;
    Walk walk(descriptor_);
    if (!walk.open()) return corrupt("", walk.problem());
    std::unordered_map<std::string_view, const Entry*> by_path;
    for (const auto& entry : entries) by_path.emplace(entry.path, &entry);

    archive_entry* header = nullptr;
    for (;;) {
      const int status = archive_read_next_header(walk.get(), &header);
      if (status == ARCHIVE_EOF) return {};
      if (status < ARCHIVE_WARN) return corrupt("", walk.problem());
      const char* path = archive_entry_pathname(header);
      if (path == nullptr) path = archive_entry_pathname_utf8(header);
      if (path == nullptr || std::string_view(path).ends_with('/')) continue;
      const auto at = by_path.find(path);
      if (at == by_path.end())
        return corrupt(printable(path),
                       "a local header names it, but the central directory does not");
      const auto visit = on_entry(*at->second);
      if (visit == Visit::stop) return {};
      if (visit == Visit::read) HAAT_TRY_VOID(read_data(walk, *at->second, on_bytes));
    }
  }

  template <class OnBytes>
  Result<void> read_data(Walk& walk, const Entry& entry, OnBytes& on_bytes) const {
    std::uint64_t taken = 0;
    for (;;) {
      const void* bytes = nullptr;
      std::size_t length = 0;
      la_int64_t offset = 0;
      const int status = archive_read_data_block(walk.get(), &bytes, &length, &offset);
      if (status == ARCHIVE_EOF) break;
      if (status != ARCHIVE_OK) return corrupt(printable(entry.path), walk.problem());
      taken += length;
      if (taken > entry.size)
        return fail(Errc::corrupt, "entry-size-wrong",
                    name + ": " + printable(entry.path) + " has more than the " +
                        std::to_string(entry.size) + " bytes that the zip announces");
      if (length > 0)
        HAAT_TRY_VOID(on_bytes(entry, {static_cast<const char*>(bytes), length}, false));
    }
    if (taken != entry.size)
      return fail(Errc::corrupt, "entry-size-wrong",
                  name + ": " + printable(entry.path) + " has " + std::to_string(taken) +
                      " bytes instead of the " + std::to_string(entry.size) +
                      " that the zip announces");
    return on_bytes(entry, {}, true);
  }

  tl::unexpected<Error> corrupt(const std::string& path, const std::string& why) const {
    return fail(Errc::corrupt, "zip-damaged",
                name + (path.empty() ? "" : ": " + path) + " is damaged: " + why);
  }

  int descriptor_;
  std::uint64_t most_looked_at_;
  mutable std::atomic<std::uint64_t> looked_at_ = 0;  // entries, to find others
  std::vector<Spot> spots_;                           // one for each entry
  bool all_plain_ = true;
};

}  // namespace

Result<std::unique_ptr<Package::Source>> open_zip(const fs::path& path, const Limits& limits,
                                                  bool by_libarchive) {
  // Not to hang on a pipe, and not to be fooled by what a name points to later: everything goes by
  // this descriptor.
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0)
    return fail(errno == ENOENT ? Errc::not_found : Errc::unavailable, "file-unreadable",
                path.string() + " cannot be read: " + std::strerror(errno));
  auto source = std::make_unique<ZipSource>(descriptor, limits);
  source->name = path.string();
  struct stat facts {};
  if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode))
    return fail(Errc::invalid_argument, "not-a-file",
                path.string() + " is neither a file nor a folder");

  source->size = static_cast<std::uint64_t>(facts.st_size);
  HAAT_TRY(auto structure, audit_zip(descriptor, source->name, limits));
  source->defects = std::move(structure.defects);
  source->take(std::move(structure.entries), by_libarchive);
  return source;
}

}  // namespace haat
