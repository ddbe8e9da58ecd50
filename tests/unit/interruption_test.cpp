#include "core/interruption.hpp"

#include <gtest/gtest.h>

#include "core/package/package.hpp"
#include "core/signing/pack.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

// In a process of its own, as it is not taken back. 0: everything was told, and nothing is left.
int pack_and_unpack_interrupted(const Scratch& scratch) {
  const auto content = open_package(scratch / "content");
  interrupt();
  const auto packed = pack(*content, {}, scratch / "out/course.zip");
  const auto unpacked = unpack(*content, scratch / "out/course");
  if (packed || packed.error().id != "interrupted") return 1;
  if (unpacked || unpacked.error().id != "interrupted") return 2;
  return std::filesystem::is_empty(scratch / "out") ? 0 : 3;
}

TEST(Interruption, leaves_nothing_behind) {
  const Scratch scratch;
  scratch.write("content/index.html", "<p>text</p>");
  std::filesystem::create_directories(scratch / "out");
  EXPECT_TRUE(not_interrupted());
  EXPECT_EXIT(std::exit(pack_and_unpack_interrupted(scratch)), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace haat::test
