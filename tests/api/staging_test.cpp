#include "marketplace-server/blobs/staging.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using server::IncomingFile;
using server::Staging;

std::size_t folders(const fs::path& parent) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(parent), fs::directory_iterator()));
}

TEST(Staging, LeavesAloneWhatAnotherBringsIn) {
  Scratch scratch;
  const Staging first = Staging::open(scratch / "incoming").value();
  IncomingFile file = first.begin().value();
  ASSERT_TRUE(file.write("half"));
  const Staging second = Staging::open(scratch / "incoming").value();
  ASSERT_TRUE(file.write("and half"));
  EXPECT_EQ(fs::file_size(file.file().path()), 12U);
  EXPECT_EQ(folders(scratch / "incoming"), 2U);
}

TEST(Staging, RemovesWhatAKilledOneLeft) {
  Scratch scratch;
  const pid_t child = ::fork();
  if (child == 0) {
    const Staging killed = Staging::open(scratch / "incoming").value();
    const IncomingFile file = killed.begin().value();
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  ASSERT_EQ(folders(scratch / "incoming"), 1U);
  std::ofstream(scratch / "incoming" / "of an earlier version.zip") << "half";
  {
    const Staging next = Staging::open(scratch / "incoming").value();
    EXPECT_EQ(folders(scratch / "incoming"), 1U) << "its own";
  }
  EXPECT_EQ(folders(scratch / "incoming"), 0U);
}

}  // namespace
}  // namespace haat::test
