#pragma once

#include <string>
#include <vector>

#include "core/package/package.hpp"

namespace haat {

// Where a package's bytes come from. `name`, `entries` (sorted by path) and `defects` are filled by
// whoever opens it.
class Package::Source {
 public:
  virtual ~Source() = default;

  virtual Result<std::string> read(const Entry& entry) const = 0;
  virtual Result<void> scan(const OnBytes& on_bytes) const = 0;

  std::string name;
  bool folder = false;
  std::vector<Entry> entries;
  std::vector<Defect> defects;
};

Result<std::unique_ptr<Package::Source>> open_zip(const std::filesystem::path& path,
                                                  const Limits& limits);
Result<std::unique_ptr<Package::Source>> open_folder(const std::filesystem::path& path,
                                                     const Limits& limits);

// A manifest that is a package by itself. nullptr: the file is something else.
Result<std::unique_ptr<Package::Source>> open_file(const std::filesystem::path& path,
                                                   const Limits& limits);

}  // namespace haat
