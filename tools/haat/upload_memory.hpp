#pragma once

#include <filesystem>
#include <string>

#include "sdk/authoring/client.hpp"

namespace haat::cli {

// The uploads that were begun to one marketplace: <home>/uploads/<digest>, a file for each package.
// What nobody went on with is cleared away after two weeks.
class HomeUploadMemory final : public UploadMemory {
 public:
  explicit HomeUploadMemory(std::string server) : server_(std::move(server)) {}

  std::string recall(const std::string& package) override;
  void keep(const std::string& package, const std::string& upload) override;
  void forget(const std::string& package) override;

 private:
  std::filesystem::path file_of(const std::string& package) const;  // empty: there is no home

  std::string server_;
};

}  // namespace haat::cli
