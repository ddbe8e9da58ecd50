#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {

// A marketplace of two servers: one database, one place for packages, the same keys.
class SeveralServers : public testing::Test {
 protected:
  explicit SeveralServers(const std::vector<std::string>& arguments = {}) : market(arguments) {
    std::filesystem::create_directories(second_data);
    std::filesystem::create_directory_symlink(first_data / "blobs", second_data / "blobs");
  }
  void copy_keys() {
    for (const char* name : {"marketplace.key", "online.key"})
      std::filesystem::copy_file(first_data / name, second_data / name);
  }
  std::vector<std::string> second_arguments() const {
    return {"--database", database_of(first_data)};
  }
  std::unique_ptr<ServerProcess> start_second(const std::vector<std::string>& more = {}) {
    copy_keys();
    auto arguments = second_arguments();
    arguments.insert(arguments.end(), more.begin(), more.end());
    return std::make_unique<ServerProcess>(second_data, arguments);
  }

  Marketplace market;
  const std::filesystem::path first_data = market.server().data();
  const std::filesystem::path second_data = market.scratch() / "second";
};

}  // namespace haat::test
