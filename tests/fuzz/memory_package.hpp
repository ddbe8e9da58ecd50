#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/package/overlay.hpp"
#include "core/package/source.hpp"
#include "tests/case_runner/case_file.hpp"

namespace haat::fuzz {

class NoFiles final : public Package::Source {
 public:
  std::unique_ptr<Reader> reader() const override { return nullptr; }
  Result<void> read(const Entry&, const Package::OnPiece&) const override { return {}; }
  Result<void> scan(const Package::OnBytes&) const override { return {}; }
};

// A package in memory, by its paths: nothing is written to a disk.
inline std::shared_ptr<const Package> package_of(
    std::vector<std::pair<std::string, std::string>> files) {
  static const auto empty = std::make_shared<const Package>(std::make_unique<NoFiles>());
  Overlay written;
  for (auto& [path, text] : files) written.write(path, std::move(text));
  return std::make_shared<const Package>(lay_over(empty, written));
}

// Its files stand in the text as in a case, "-- path --" above each.
inline std::shared_ptr<const Package> package_of(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> files;
  for (auto& file : test::parse_tree(text).files)
    files.emplace_back(std::move(file.path), std::move(file.text));
  return package_of(std::move(files));
}

}  // namespace haat::fuzz
