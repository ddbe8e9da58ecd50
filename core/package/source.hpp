#pragma once

#include <string>
#include <vector>

#include "core/package/package.hpp"

namespace haat {

// Where a package's bytes come from. `name`, `size`, `entries` (sorted by path) and `defects` are
// filled by whoever opens it.
class Package::Source {
 public:
  virtual ~Source() = default;

  // Reads entries in any order, each by itself, on one thread.
  class Reader {
   public:
    virtual ~Reader() = default;
    virtual Result<void> read(const Entry& entry, const OnPiece& on_piece) = 0;
  };
  virtual std::unique_ptr<Reader> reader() const = 0;  // nullptr where only scan() can read

  virtual Result<void> read(const Entry& entry, const OnPiece& on_piece) const = 0;
  virtual Result<void> scan(const OnBytes& on_bytes) const = 0;

  std::string name;
  std::uint64_t size = 0;
  bool folder = false;
  bool alone = false;
  std::vector<Entry> entries;
  std::vector<Defect> defects;
};

// `by_libarchive`: also what could be read straight from its place, so that a test can compare.
Result<std::unique_ptr<Package::Source>> open_zip(const std::filesystem::path& path,
                                                  const Limits& limits, bool by_libarchive = false);
Result<std::unique_ptr<Package::Source>> open_folder(const std::filesystem::path& path,
                                                     const Limits& limits);

// A manifest that is a package by itself. nullptr: the file is something else.
Result<std::unique_ptr<Package::Source>> open_file(const std::filesystem::path& path,
                                                   const Limits& limits);

}  // namespace haat
