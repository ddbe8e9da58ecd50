#include "core/package/package.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/interruption.hpp"
#include "core/package/entry_name.hpp"
#include "core/package/source.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;

// A file that unpack() is writing.
class Sink {
 public:
  Sink() = default;
  ~Sink() {
    if (is_open()) ::close(descriptor_);
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  bool is_open() const { return descriptor_ >= 0; }

  Result<void> open(const fs::path& path) {
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    path_ = path;
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    return descriptor_ < 0 ? Result<void>(broken()) : Result<void>{};
  }
  Result<void> write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto done = ::write(descriptor_, bytes.data(), bytes.size());
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) return broken();
      bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    return {};
  }

 private:
  tl::unexpected<Error> broken() const {
    return fail(Errc::unavailable, "file-unwritable",
                path_.string() + " cannot be written: " + std::strerror(errno));
  }
  fs::path path_;
  int descriptor_ = -1;
};

Result<void> unpack_into(const Package& package, const fs::path& folder) {
  return package.scan_parallel([&](const Entry& entry) -> Package::OnPiece {
    return [sink = std::make_shared<Sink>(), path = folder / fs::path(entry.path)](
               std::string_view piece, bool) -> Result<void> {
      if (!sink->is_open()) HAAT_TRY_VOID(sink->open(path));
      return sink->write(piece);
    };
  });
}

}  // namespace

Package::Package(std::unique_ptr<Source> source) : source_(std::move(source)) {}
Package::Package(Package&&) noexcept = default;
Package& Package::operator=(Package&&) noexcept = default;
Package::~Package() = default;

const std::string& Package::name() const {
  return source_->name;
}
bool Package::is_folder() const {
  return source_->folder;
}
bool Package::is_manifest_alone() const {
  return source_->alone;
}
std::uint64_t Package::size() const {
  return source_->size;
}
std::span<const Entry> Package::entries() const {
  return source_->entries;
}
std::span<const Defect> Package::defects() const {
  return source_->defects;
}

const Entry* Package::find(std::string_view path) const {
  const auto& entries = source_->entries;
  const auto at = std::lower_bound(
      entries.begin(), entries.end(), path,
      [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
  return at != entries.end() && at->path == path ? &*at : nullptr;
}

Result<std::string> Package::read(std::string_view path, std::uint64_t limit) const {
  const auto* entry = find(path);
  if (entry == nullptr) return missing(path);
  if (entry->size > limit)
    return fail(Errc::too_large, "entry-too-large",
                name() + ": " + printable(entry->path) + " has " + std::to_string(entry->size) +
                    " bytes; the limit is " + std::to_string(limit));
  std::string bytes;
  bytes.reserve(entry->size);
  HAAT_TRY_VOID(source_->read(*entry, [&](std::string_view piece, bool) {
    bytes += piece;
    return Result<void>{};
  }));
  return bytes;
}

Result<void> Package::read_pieces(std::string_view path, const OnPiece& on_piece) const {
  const auto* entry = find(path);
  if (entry == nullptr) return missing(path);
  return source_->read(*entry, [&](std::string_view piece, bool last) -> Result<void> {
    HAAT_TRY_VOID(not_interrupted());
    return on_piece(piece, last);
  });
}

tl::unexpected<Error> Package::missing(std::string_view path) const {
  return fail(Errc::not_found, "entry-missing", name() + " has no file " + printable(path));
}

Result<void> Package::scan(const OnBytes& on_bytes) const {
  return source_->scan([&](const Entry& entry, std::string_view piece, bool last) -> Result<void> {
    HAAT_TRY_VOID(not_interrupted());
    return on_bytes(entry, piece, last);
  });
}

Result<void> Package::scan_parallel(const OnEntry& on_entry, unsigned threads) const {
  std::vector<std::unique_ptr<Source::Reader>> readers;
  readers.push_back(source_->reader());
  if (readers.front() == nullptr) return scan_one_by_one(on_entry);
  const auto files = entries();
  while (readers.size() < std::min<std::size_t>(threads, files.size()))
    readers.push_back(source_->reader());
  const auto count = static_cast<unsigned>(readers.size());
  return in_parallel(files.size(), count, [&](std::size_t index, unsigned worker) -> Result<void> {
    const OnPiece on_piece = on_entry(files[index]);
    if (!on_piece) return {};
    return readers[worker]->read(files[index],
                                 [&](std::string_view piece, bool last) -> Result<void> {
                                   HAAT_TRY_VOID(not_interrupted());
                                   return on_piece(piece, last);
                                 });
  });
}

Result<void> Package::scan_one_by_one(const OnEntry& on_entry) const {
  OnPiece on_piece;
  bool fresh = true;
  return scan([&](const Entry& entry, std::string_view piece, bool last) -> Result<void> {
    if (fresh) on_piece = on_entry(entry);
    fresh = last;
    return on_piece ? on_piece(piece, last) : Result<void>{};
  });
}

Result<Package> open_package(const fs::path& path, const Limits& limits) {
  std::error_code problem;
  const auto status = fs::status(path, problem);
  if (status.type() == fs::file_type::not_found)
    return fail(Errc::not_found, "package-not-found", path.string() + " does not exist");
  if (problem)
    return fail(Errc::unavailable, "file-unreadable",
                path.string() + " cannot be read: " + problem.message());
  Result<std::unique_ptr<Package::Source>> source = nullptr;
  if (fs::is_directory(status)) source = open_folder(path, limits);
  if (fs::is_regular_file(status)) source = open_file(path, limits);
  if (source && *source == nullptr) source = open_zip(path, limits);
  if (!source) return tl::unexpected(std::move(source).error());
  return Package(*std::move(source));
}

Result<void> unpack(const Package& package, const fs::path& folder) {
  if (!package.defects().empty())
    return fail(Errc::corrupt, "package-unsafe",
                package.name() + " is not unpacked: " + package.defects().front().message);
  std::error_code problem;
  const bool existed = fs::exists(folder, problem);
  if (existed && !fs::is_empty(folder, problem))
    return fail(Errc::conflict, "folder-not-empty",
                folder.string() + " exists already; name a new folder");
  fs::create_directories(folder, problem);
  if (problem)
    return fail(Errc::unavailable, "folder-unwritable",
                folder.string() + " cannot be made: " + problem.message());

  auto done = unpack_into(package, folder);
  if (!done) {
    if (existed)
      for (const auto& entry : fs::directory_iterator(folder, problem))
        fs::remove_all(entry.path(), problem);
    else
      fs::remove_all(folder, problem);
  }
  return done;
}

}  // namespace haat
