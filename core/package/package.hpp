#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/package/limits.hpp"
#include "core/parallel.hpp"
#include "core/result.hpp"

namespace haat {

// A file of the package. Folders are not entries; they follow from the paths.
struct Entry {
  std::string path;        // '/' between folders, relative to the package's root, UTF-8
  std::uint64_t size = 0;  // bytes, unpacked
};

// What is wrong with the container itself, found before anything is unpacked (zip_audit.hpp). A
// package with defects can be looked at and reported on; it is never unpacked to disk, signed or
// verified.
struct Defect {
  std::string id;       // kebab-case, names the defect: it is the id of the rule that reports it
  std::string path;     // the entry, or empty for the whole container
  std::string message;  // one sentence, without a full stop
};

// A course package, zip or folder, opened for reading. Cheap to move, not copyable.
// Threads: const members may be called from several threads at once.
class Package {
 public:
  class Source;  // zip or folder

  explicit Package(std::unique_ptr<Source> source);
  Package(Package&&) noexcept;
  Package& operator=(Package&&) noexcept;
  ~Package();

  const std::string& name() const;         // as the user named it, for messages
  bool is_folder() const;                  // if so, scan() goes in the order of entries()
  bool is_manifest_alone() const;          // neither zip nor folder
  std::uint64_t size() const;              // bytes as given: the zip's, or of all files of a folder
  std::span<const Entry> entries() const;  // sorted by path, bytewise
  std::span<const Defect> defects() const;
  const Entry* find(std::string_view path) const;  // nullptr: no such entry

  // The whole of one small file. too_large ("entry-too-large") if it has more than `limit` bytes.
  Result<std::string> read(std::string_view path, std::uint64_t limit) const;

  // The same in pieces, of any size. A file of no bytes gets one empty piece. Its checksum is
  // checked before the last one.
  using OnPiece = std::function<Result<void>(std::string_view piece, bool last)>;
  Result<void> read_pieces(std::string_view path, const OnPiece& on_piece) const;

  // Every file once, in the order in which the container holds them, in pieces: the one cheap way
  // to see all bytes. `on_bytes` gets the entry and its next piece; a file of no bytes gets one
  // empty piece. Checksums are checked on the way. The first error ends it.
  using OnBytes = std::function<Result<void>(const Entry&, std::string_view piece, bool last)>;
  Result<void> scan(const OnBytes& on_bytes) const;

  // The same over several threads. `on_entry` is asked for what shall take the pieces of a file,
  // and may answer with an empty function: then the file is not read. Entries are begun in the
  // order of entries(), on any thread and several at once; the pieces of one come in order on the
  // thread that asked. The error is that of the first entry in this order which has one, however
  // many threads there are. A zip whose headers contradict each other goes as in scan(), on the
  // caller's thread.
  using OnEntry = std::function<OnPiece(const Entry&)>;
  Result<void> scan_parallel(const OnEntry& on_entry, unsigned threads = useful_threads()) const;

 private:
  tl::unexpected<Error> missing(std::string_view path) const;
  Result<void> scan_one_by_one(const OnEntry& on_entry) const;

  std::unique_ptr<Source> source_;
};

// Opens a zip file, a folder, or a manifest alone (cmi5, section 14, lets a course be one
// cmi5.xml), which is a package of one file that has the name it needs to have. Fails where nothing
// can be read at all (not found, not a zip, truncated, empty, over a limit); everything else that
// is wrong with the container is in defects(). Links in a folder are defects and are not followed.
Result<Package> open_package(const std::filesystem::path& path, const Limits& limits = {});

// Writes every file below `folder`, which must not exist or be empty. Refuses a package that has
// defects, and leaves nothing behind on failure.
Result<void> unpack(const Package& package, const std::filesystem::path& folder);

}  // namespace haat
