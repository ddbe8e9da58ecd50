#include "sdk/authoring/preview/byte_range.hpp"

#include <gtest/gtest.h>

namespace haat {
namespace {

TEST(ByteRange, FollowsTheRfc) {
  using Kind = ByteRange::Kind;
  const struct {
    const char* header;
    Kind kind;
    std::uint64_t first, last;
  } cases[] = {
      {"", Kind::whole, 0, 0},
      {"bytes=0-9", Kind::part, 0, 9},
      {"bytes=90-", Kind::part, 90, 99},
      {"bytes=90-500", Kind::part, 90, 99},
      {"bytes=-10", Kind::part, 90, 99},
      {"bytes=-500", Kind::part, 0, 99},
      {"bytes=100-", Kind::unsatisfiable, 0, 0},
      {"bytes=-0", Kind::unsatisfiable, 0, 0},
      {"bytes=9-1", Kind::whole, 0, 0},
      {"bytes=0-1,4-5", Kind::whole, 0, 0},
      {"bytes=x-1", Kind::whole, 0, 0},
      {"bytes=99999999999999999999-", Kind::whole, 0, 0},
      {"items=0-1", Kind::whole, 0, 0},
  };
  for (const auto& one : cases) {
    const auto range = parse_byte_range(one.header, 100);
    EXPECT_EQ(range.kind, one.kind) << one.header;
    EXPECT_EQ(range.first, one.first) << one.header;
    EXPECT_EQ(range.last, one.last) << one.header;
  }
}

}  // namespace
}  // namespace haat
