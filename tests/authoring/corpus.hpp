#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/unit/scratch.hpp"

namespace haat {

using test::Scratch;

// A package of the corpus. The tests are of no use without it, so they fail where it is missing.
inline std::filesystem::path corpus(const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(HAAT_CORPUS) / name;
  EXPECT_TRUE(std::filesystem::exists(path))
      << path << " is missing: the corpus must lie beside the repository";
  return path;
}

}  // namespace haat
